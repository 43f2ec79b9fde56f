with

source as (
    select * from {{ source('staging', 'kill_heatmap') }}
),

final as (
    select
        round_id,
        line_number,
        grid_x,
        grid_y,
        axis_kills,
        allies_kills
    from source
)

select * from final
