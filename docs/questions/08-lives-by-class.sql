-- How long does each class live, and how does it die?
--
-- Clean lives that ended with a death, in rounds whose lives are all on record; what a revived player does until his next spawn
-- is in no life. `self_kills` are mostly players who want the next wave.
select
    lives.class,
    count(*) as lives,
    percentile_cont(0.5) within group (order by lives.alive_ms - coalesce(lives.paused_ms, 0)) / 1000 as median_seconds,
    cast(count(*) filter (where lives.end_type = 'killed') as double precision) / count(*) as killed_by_enemies,
    cast(count(*) filter (where lives.end_type = 'teamkill') as double precision) / count(*) as killed_by_team_mates,
    cast(count(*) filter (where lives.end_type = 'selfkill') as double precision) / count(*) as self_kills
from marts.fct_lives as lives
inner join marts.dim_rounds as rounds on lives.round_id = rounds.round_id
where rounds.is_clean
    and rounds.is_lives_covered
    and lives.is_clean
    and lives.end_type in ('killed', 'teamkill', 'selfkill', 'fallen', 'world')
group by lives.class
order by median_seconds desc, lives.class
