with

cells as (
    select * from {{ ref('stg_kill_heatmap') }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

sections as (
    select * from {{ ref('dim_round_sections') }}
    where section_name = 'KILL_HEATMAP'
),

-- Rounds whose heatmap is known to be whole, also if nothing happened: the denominator for comparing maps (D1).
covered as (
    select
        rounds.map_name,
        count(*) as map_round_count
    from rounds
    inner join sections on rounds.round_id = sections.round_id
    where sections.is_covered
    group by rounds.map_name
),

summed as (
    select
        rounds.map_name,
        cells.grid_x,
        cells.grid_y,
        {{ total('cells.axis_kills') }} as axis_kills,
        {{ total('cells.allies_kills') }} as allies_kills,
        count(distinct cells.round_id) as round_count
    from cells
    inner join rounds on cells.round_id = rounds.round_id
    group by rounds.map_name, cells.grid_x, cells.grid_y
),

final as (
    select
        summed.map_name,
        summed.grid_x,
        summed.grid_y,
        summed.axis_kills,
        summed.allies_kills,
        summed.round_count,
        coalesce(covered.map_round_count, 0) as map_round_count
    from summed
    left join covered on summed.map_name = covered.map_name
)

select * from final
