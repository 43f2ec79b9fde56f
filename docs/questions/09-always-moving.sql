-- Who is always on the move?
--
-- Way per minute of recorded life, and the shares of that time spent moving and sprinting. People with at least two minutes;
-- `sprint_share` is unknown where the tracker did not record sprinting.
select
    player_name as player,
    cast(tracked_ms as double precision) / 60000 as minutes,
    distance_per_minute_units as units_per_minute,
    moving_share,
    sprint_share
from marts.agg_players
where not is_bot and tracked_ms >= 2 * 60000
order by distance_per_minute_units desc, player_id
limit 10
