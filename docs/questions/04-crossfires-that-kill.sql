-- Does a crossfire kill more often than attackers who come one after the other?
--
-- Clean, decided fights with one attacker, with several whose first hits lie further apart than the crossfire window, and with
-- a crossfire. `seconds_to_kill` is the median time from the first hit to the death, of those who died.
select
    case
        when engagements.is_crossfire then 'crossfire'
        when engagements.attacker_count > 1 then 'one after the other'
        else 'alone'
    end as attack,
    count(*) as fights,
    count(*) filter (where engagements.killed_by = 'enemy') as kills,
    cast(count(*) filter (where engagements.killed_by = 'enemy') as double precision) / count(*) as kill_rate,
    percentile_cont(0.5) within group (order by engagements.duration_ms)
    filter (where engagements.killed_by = 'enemy') / 1000 as seconds_to_kill
from marts.fct_engagements as engagements
inner join marts.dim_rounds as rounds on engagements.round_id = rounds.round_id
where rounds.is_clean
    and rounds.is_engagements_covered
    and engagements.is_clean
    and (engagements.killed_by is not null or engagements.outcome in ('escaped', 'timeout'))
group by
    case
        when engagements.is_crossfire then 'crossfire'
        when engagements.attacker_count > 1 then 'one after the other'
        else 'alone'
    end
order by kill_rate desc, attack
