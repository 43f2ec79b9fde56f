{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

movement as (
    {{ loaded_rows_of_pending(ref('stg_engagement_movement')) }}
),

escapes as (
    select * from engagements
    where outcome = 'escaped'
),

final as (
    select
        escapes.engagement_key,
        escapes.round_id,
        escapes.round_revision,
        escapes.line_number,
        escapes.target_player_id as player_id,
        escapes.target_name as player_name,
        escapes.target_team as team,
        escapes.attacker_count as escaped_from_count,
        escapes.attacker_count_as_written as escaped_from_count_as_written,
        escapes.enemy_damage as damage_survived,
        -- From where the player stood when he was hit last (7.1).
        {{ distance('movement.hit', 'escapes.end') }} as distance_units,
        escapes.distance_units as travelled_units,
        escapes.is_clean,
        escapes.exclusion_reason,
        escapes.repair_reasons,
        escapes.started_ms,
        escapes.ended_ms,
        escapes.ended_ms - escapes.last_hit_ms as quiet_ms
    from escapes
    left join movement
        on escapes.round_id = movement.round_id
        and escapes.line_number = movement.line_number
)

select * from final
