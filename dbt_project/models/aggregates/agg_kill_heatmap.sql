with

cells as (
    select * from {{ ref('stg_kill_heatmap') }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- Rounds in which the map was recorded at all: the denominator for comparing maps.
recorded as (
    select
        map_name,
        count(*) as map_round_count
    from rounds
    where has_kill_heatmap
    group by map_name
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
        recorded.map_round_count
    from summed
    inner join recorded on summed.map_name = recorded.map_name
)

select * from final
