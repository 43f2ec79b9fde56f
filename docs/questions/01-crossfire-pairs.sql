-- Who crossfires with whom most per shared time?
--
-- Two players who are always on together have many crossfires for that reason alone; so they are counted per hour in which
-- both were alive on the same side. Ranked by the lower end of the 95 % interval, which needs evidence and not only luck.
-- People only; on a server of your own, ask for an hour instead of three minutes.
select
    player_a.player_name as player,
    player_b.player_name as partner,
    cast(pairs.shared_ms as double precision) / 60000 as shared_minutes,
    pairs.timed_crossfires as crossfires,
    pairs.crossfires_per_hour as per_hour,
    pairs.crossfires_per_hour_low as at_least,
    pairs.crossfires_per_hour_high as at_most
from marts.agg_crossfire_pairs as pairs
inner join marts.dim_players as player_a on pairs.player_a_id = player_a.player_id
inner join marts.dim_players as player_b on pairs.player_b_id = player_b.player_id
where not pairs.has_bot and pairs.shared_ms >= 3 * 60000
order by pairs.crossfires_per_hour_low desc, pairs.player_a_id, pairs.player_b_id
limit 10
