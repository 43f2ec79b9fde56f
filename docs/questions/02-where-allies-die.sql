-- Where do Allies die on a map?
--
-- Cells of 512 game units, as in `agg_kill_heatmap`; `grid_x` 2 is x from 1,024 to 1,535. Killed by Axis only, in rounds that
-- count; deaths whose place no list of the file knows are in no cell. Choose your map.
with

deaths as (
    select
        cast(floor(kills.victim_x / 512) as bigint) as grid_x,
        cast(floor(kills.victim_y / 512) as bigint) as grid_y
    from marts.fct_kills as kills
    inner join marts.dim_rounds as rounds on kills.round_id = rounds.round_id
    where rounds.map_name = 'boxl'
        and rounds.is_clean
        and kills.victim_team = 'ALLIES'
        and not kills.is_team_kill
        and kills.victim_x is not null
)

select
    grid_x,
    grid_y,
    count(*) as deaths,
    cast(count(*) as double precision) / cast(sum(count(*)) over () as double precision) as share_of_deaths
from deaths
group by grid_x, grid_y
order by deaths desc, grid_x, grid_y
limit 10
