with

source as (
    select * from {{ source('staging', 'reaction_metrics') }}
),

final as (
    select
        round_id,
        line_number,
        engagement_id as engagement_number,
        target_guid,
        target_name,
        target_team,
        target_class,
        outcome,
        num_attackers as attacker_count,
        return_fire_ms,
        dodge_reaction_ms as dodge_ms,
        support_reaction_ms as support_ms,
        start_time as started_ms,
        end_time as ended_ms,
        duration as duration_ms
    from source
)

select * from final
