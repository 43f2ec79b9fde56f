-- Does a crossfire kill more often than attackers who come one after the other?
--
-- Clean, decided fights with one attacker, with several whose first hits lie further apart than the crossfire window, and with
-- a crossfire. `seconds_to_kill` is the median time from the first hit to the death, of those who died.
-- The median is found among the lengths, of which there are fewer than fights.
with

lengths as (
    select
        case
            when engagements.is_crossfire then 'crossfire'
            when engagements.attacker_count > 1 then 'one after the other'
            else 'alone'
        end as attack,
        engagements.killed_by is not distinct from 'enemy' as is_kill,
        engagements.duration_ms as ms,
        count(*) as fights
    from marts.fct_engagements as engagements
    inner join marts.dim_rounds as rounds on engagements.round_id = rounds.round_id
    where rounds.is_clean
        and rounds.is_engagements_covered
        and engagements.is_clean
        and (engagements.killed_by is not null or engagements.outcome in ('escaped', 'timeout'))
    group by 1, 2, 3
),

ranked as (
    select
        *,
        2 * sum(fights) over (partition by attack, is_kill order by ms) as twice_up_to_here,
        sum(fights) over (partition by attack, is_kill) as fights_alike
    from lengths
)

select
    attack,
    cast(sum(fights) as bigint) as fights,
    cast(coalesce(sum(fights) filter (where is_kill), 0) as bigint) as kills,
    cast(coalesce(sum(fights) filter (where is_kill), 0) as double precision) / cast(sum(fights) as double precision)
        as kill_rate,
    cast(
        min(ms) filter (where is_kill and twice_up_to_here >= fights_alike)
        + min(ms) filter (where is_kill and twice_up_to_here > fights_alike) as double precision
    ) / 2000 as seconds_to_kill
from ranked
group by attack
order by kill_rate desc, attack
