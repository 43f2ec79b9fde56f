{{ config(materialized='incremental') }}

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

movements as (
    {{ built_rows_of_pending(ref('int_engagements_moved')) }}
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
        verdicts.target_team,
        engagements.target_team as target_team_as_written,
        engagements.killer_guid,
        engagements.killer_name,
        verdicts.killer_team,
        engagements.outcome,
        verdicts.killed_by,
        verdicts.placement,
        case when not (verdicts.is_synthetic and verdicts.enemy_count = 1) then engagements.total_damage end
            as total_damage,
        engagements.total_damage as total_damage_as_written,
        verdicts.enemy_damage,
        verdicts.enemy_count as attacker_count,
        engagements.attacker_count as attacker_count_as_written,
        verdicts.team_mate_count,
        verdicts.participant_count as crossfire_participant_count,
        verdicts.enemy_delay_ms as crossfire_delay_ms,
        engagements.crossfire_delay_ms as crossfire_delay_ms_as_written,
        movements.start_x,
        movements.start_y,
        movements.start_z,
        movements.end_x,
        movements.end_y,
        movements.end_z,
        engagements.end_x as end_x_as_written,
        engagements.end_y as end_y_as_written,
        engagements.end_z as end_z_as_written,
        movements.distance_units,
        engagements.distance_units as distance_units_as_written,
        verdicts.enemy_delay_ms is not null as is_crossfire,
        engagements.is_crossfire as is_crossfire_as_written,
        verdicts.exclusion_reason is null as is_clean,
        verdicts.exclusion_reason,
        {{ repair_reasons({
            'team_from_life': 'verdicts.target_team != engagements.target_team',
            'camera_position': 'movements.is_camera',
            'origin_unreadable': 'movements.is_unreadable',
            'crossfire_among_enemies': "engagements.is_crossfire != (verdicts.enemy_delay_ms is not null)"
                " or engagements.crossfire_delay_ms != verdicts.enemy_delay_ms",
            'artificial_damage': 'verdicts.is_synthetic and verdicts.enemy_count = 1',
            'closed_by_team_kill': 'verdicts.is_closed_by_team_kill',
            'long_episode': "movements.longest_quiet_ms >= 15000 and engagements.outcome != 'timeout'",
        }) }} as repair_reasons,
        verdicts.started_ms,
        engagements.started_ms as started_ms_as_written,
        verdicts.last_hit_ms,
        verdicts.ended_ms,
        engagements.ended_ms as ended_ms_as_written,
        case when verdicts.started_ms is not null then engagements.duration_ms end as duration_ms,
        movements.longest_quiet_ms
    from engagements
    inner join verdicts
        on engagements.round_id = verdicts.round_id
        and engagements.line_number = verdicts.line_number
    inner join movements
        on engagements.round_id = movements.round_id
        and engagements.line_number = movements.line_number
)

select * from final
