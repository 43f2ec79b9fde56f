with

source as (
    select * from {{ source('staging', 'objective_focus') }}
),

final as (
    select
        round_id,
        line_number,
        guid,
        name as player_name,
        team,
        objective,
        avg_distance as mean_distance_units,
        samples as sample_count,
        time_within_radius_ms as near_ms
    from source
)

select * from final
