-- How long does each class live, and how does it die?
--
-- Clean lives that ended with a death, in rounds whose lives are all on record; what a revived player does until his next spawn
-- is in no life. `self_kills` are mostly players who want the next wave. The median is found among
-- the lengths, of which there are fewer than lives.
with

lengths as (
    select
        lives.class,
        lives.alive_ms - coalesce(lives.paused_ms, 0) as ms,
        count(*) as lives,
        count(*) filter (where lives.end_type = 'killed') as killed_by_enemies,
        count(*) filter (where lives.end_type = 'teamkill') as killed_by_team_mates,
        count(*) filter (where lives.end_type = 'selfkill') as self_kills
    from marts.fct_lives as lives
    inner join marts.dim_rounds as rounds on lives.round_id = rounds.round_id
    where rounds.is_clean
        and rounds.is_lives_covered
        and lives.is_clean
        and lives.end_type in ('killed', 'teamkill', 'selfkill', 'fallen', 'world')
    group by lives.class, lives.alive_ms - coalesce(lives.paused_ms, 0)
),

ranked as (
    select
        *,
        2 * sum(lives) over (partition by class order by ms) as twice_up_to_here,
        sum(lives) over (partition by class) as lives_of_class
    from lengths
)

select
    class,
    cast(sum(lives) as bigint) as lives,
    cast(
        min(ms) filter (where twice_up_to_here >= lives_of_class)
        + min(ms) filter (where twice_up_to_here > lives_of_class) as double precision
    ) / 2000 as median_seconds,
    cast(sum(killed_by_enemies) as double precision) / cast(sum(lives) as double precision) as killed_by_enemies,
    cast(sum(killed_by_team_mates) as double precision) / cast(sum(lives) as double precision) as killed_by_team_mates,
    cast(sum(self_kills) as double precision) / cast(sum(lives) as double precision) as self_kills
from ranked
group by class
order by median_seconds desc, class
