{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

verdicts as (
    {{ built_rows_of_pending(ref('int_engagements_classified')) }}
),

final as (
    select
        {{ line_key('engagements') }} as engagement_key,
        engagements.round_id,
        engagements.round_revision,
        engagements.line_number,
        engagements.engagement_number,
        {{ person_id('engagements.target_guid') }} as target_player_id,
        {{ person_id('engagements.killer_guid') }} as killer_player_id,
        engagements.target_guid,
        engagements.target_name,
        engagements.target_team,
        engagements.killer_guid,
        engagements.killer_name,
        verdicts.killer_team,
        engagements.outcome,
        verdicts.killed_by,
        engagements.total_damage,
        verdicts.enemy_damage,
        verdicts.enemy_count as attacker_count,
        engagements.attacker_count as attacker_count_as_written,
        verdicts.team_mate_count,
        verdicts.participant_count as crossfire_participant_count,
        verdicts.enemy_delay_ms as crossfire_delay_ms,
        engagements.crossfire_delay_ms as crossfire_delay_ms_as_written,
        engagements.start_x,
        engagements.start_y,
        engagements.start_z,
        engagements.end_x,
        engagements.end_y,
        engagements.end_z,
        engagements.distance_units,
        verdicts.enemy_delay_ms is not null as is_crossfire,
        engagements.is_crossfire as is_crossfire_as_written,
        verdicts.exclusion_reason is null as is_clean,
        verdicts.exclusion_reason,
        engagements.started_ms,
        verdicts.last_hit_ms,
        engagements.ended_ms,
        engagements.duration_ms
    from engagements
    inner join verdicts
        on engagements.round_id = verdicts.round_id
        and engagements.line_number = verdicts.line_number
)

select * from final
