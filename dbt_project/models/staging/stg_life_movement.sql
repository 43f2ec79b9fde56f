with

source as (
    select * from {{ source('staging', 'life_movement') }}
),

final as (
    select
        round_id,
        line_number,
        point_count,
        teleport_count,
        revive_count,
        path_distance_units,
        mean_speed,
        peak_speed,
        tracked_ms,
        paused_ms,
        lifeless_ms,
        dead_ms,
        moving_ms,
        sprint_ms,
        crouched_ms,
        prone_ms,
        median_interval_ms
    from source
)

select * from final
