-- Who wins which duel?
--
-- Kills between two people, both ways, in rounds that count; the pairs that met most often. Ten meetings say little: read
-- `kills` of `meetings` before the share.
with

kills as (
    select
        kills.killer_player_id as player_id,
        kills.victim_player_id as opponent_id,
        count(*) as kills
    from marts.fct_kills as kills
    inner join marts.dim_rounds as rounds on kills.round_id = rounds.round_id
    where rounds.is_clean and not kills.is_team_kill and kills.killer_player_id <> kills.victim_player_id
    group by kills.killer_player_id, kills.victim_player_id
),

duels as (
    select
        wins.player_id,
        wins.opponent_id,
        wins.kills,
        wins.kills + coalesce(losses.kills, 0) as meetings
    from kills as wins
    left join kills as losses
        on wins.player_id = losses.opponent_id
        and wins.opponent_id = losses.player_id
    where wins.kills > coalesce(losses.kills, 0)
        or (wins.kills = losses.kills and wins.player_id < wins.opponent_id)
)

select
    players.player_name as player,
    opponents.player_name as opponent,
    duels.kills,
    duels.meetings,
    cast(duels.kills as double precision) / duels.meetings as share_won
from duels
inner join marts.dim_players as players on duels.player_id = players.player_id
inner join marts.dim_players as opponents on duels.opponent_id = opponents.player_id
where not players.is_bot and not opponents.is_bot
order by duels.meetings desc, share_won desc, duels.player_id, duels.opponent_id
limit 10
