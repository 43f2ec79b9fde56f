with

source as (
    select * from {{ source('staging', 'engagements') }}
),

final as (
    select
        round_id,
        line_number,
        id as engagement_number,
        target_guid,
        target_name,
        target_team,
        killer_guid,
        killer_name,
        outcome,
        total_damage,
        num_attackers as attacker_count,
        crossfire_delay as crossfire_delay_ms,
        start_x,
        start_y,
        start_z,
        end_x,
        end_y,
        end_z,
        distance_traveled as distance_units,
        is_crossfire,
        start_time as started_ms,
        end_time as ended_ms,
        duration as duration_ms
    from source
)

select * from final
