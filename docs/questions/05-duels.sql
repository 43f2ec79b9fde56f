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

pairs as (
    select
        least(player_id, opponent_id) as player_a_id,
        greatest(player_id, opponent_id) as player_b_id,
        cast(sum(case when player_id < opponent_id then kills else 0 end) as bigint) as kills_of_a,
        cast(sum(kills) as bigint) as meetings
    from kills
    group by least(player_id, opponent_id), greatest(player_id, opponent_id)
),

duels as (
    select
        case when 2 * kills_of_a >= meetings then player_a_id else player_b_id end as player_id,
        case when 2 * kills_of_a >= meetings then player_b_id else player_a_id end as opponent_id,
        greatest(kills_of_a, meetings - kills_of_a) as kills,
        meetings
    from pairs
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
