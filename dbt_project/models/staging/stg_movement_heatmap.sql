with

source as (
    select * from {{ source('staging', 'movement_heatmap') }}
),

final as (
    select
        round_id,
        line_number,
        grid_x,
        grid_y,
        traversal,
        combat,
        escape
    from source
)

select * from final
