{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

repaired as (
    {{ built_rows_of_pending(ref('int_lives_repaired')) }}
),

movements as (
    {{ loaded_rows_of_pending(ref('stg_life_movement')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

-- Trackers before 2026-02-13 wrote sprint 0 for everybody: without a single 1 it was not recorded (F7).
sprint_records as (
    select
        movements.round_id,
        (sum(movements.sprint_ms) > 0 or coalesce(bool_or(rounds.is_proximity_tracker), false)) as is_sprint_recorded
    from movements
    inner join rounds on movements.round_id = rounds.round_id
    group by movements.round_id
),

final as (
    select
        {{ line_key('tracks') }} as life_key,
        tracks.round_id,
        tracks.round_revision,
        tracks.line_number,
        {{ person_id('tracks.guid') }} as player_id,
        tracks.guid,
        tracks.player_name,
        tracks.team,
        tracks.class,
        repaired.end_type,
        tracks.end_type as end_type_as_written,
        repaired.end_type_reason,
        tracks.sample_count,
        movements.point_count,
        movements.teleport_count,
        movements.revive_count,
        movements.path_distance_units,
        movements.mean_speed,
        movements.peak_speed,
        case
            when sprint_records.is_sprint_recorded then {{ share('movements.sprint_ms', 'movements.tracked_ms') }}
        end as sprint_share,
        {{ share('movements.crouched_ms', 'movements.tracked_ms') }} as crouched_share,
        case
            when rounds.is_proximity_tracker then {{ share('movements.prone_ms', 'movements.tracked_ms') }}
        end as prone_share,
        {{ share('movements.moving_ms', 'movements.tracked_ms') }} as moving_share,
        repaired.is_cut,
        repaired.is_team_change,
        repaired.exclusion_reason is null as is_clean,
        repaired.exclusion_reason,
        {{ repair_reasons({
            'end_type_by_combat_positions': "repaired.end_type_reason = 'end_type_by_combat_positions'",
            'end_type_by_spawn_timing': "repaired.end_type_reason = 'end_type_by_spawn_timing'",
            'end_type_by_engagement': "repaired.end_type_reason = 'end_type_by_engagement'",
            'end_type_by_round_end': "repaired.end_type_reason = 'end_type_by_round_end'",
            'end_type_by_next_spawn': "repaired.end_type_reason = 'end_type_by_next_spawn'",
            'cut_at_next_spawn': 'repaired.is_cut',
            'end_from_next_spawn': 'repaired.is_end_from_next_spawn',
            'spawn_before_round': 'repaired.is_spawned_before_round',
            'first_move_before_spawn': 'tracks.first_move_ms is not null and repaired.first_move_ms is null',
            'lifeless_time': 'repaired.lifeless_ms > 0',
            'camera_path_point': "repaired.end_type in ('round_end', 'shutdown') and movements.point_count > 0"
                " and not coalesce(rounds.is_proximity_tracker, false)",
            'teleport_in_path': 'movements.teleport_count > 0',
            'sprint_not_recorded': 'not sprint_records.is_sprint_recorded',
            'team_change': 'repaired.is_team_change',
        }) }} as repair_reasons,
        repaired.spawned_ms,
        tracks.spawned_ms as spawned_ms_as_written,
        repaired.first_move_ms,
        tracks.first_move_ms as first_move_ms_as_written,
        repaired.ended_ms,
        tracks.ended_ms as ended_ms_as_written,
        repaired.alive_ms,
        movements.tracked_ms,
        movements.paused_ms,
        movements.dead_ms,
        movements.moving_ms,
        movements.crouched_ms,
        case when rounds.is_proximity_tracker then movements.prone_ms end as prone_ms,
        case when sprint_records.is_sprint_recorded then movements.sprint_ms end as sprint_ms,
        movements.median_interval_ms
    from tracks
    inner join rounds on tracks.round_id = rounds.round_id
    inner join repaired
        on tracks.round_id = repaired.round_id
        and tracks.line_number = repaired.line_number
    left join movements
        on tracks.round_id = movements.round_id
        and tracks.line_number = movements.line_number
    left join sprint_records on tracks.round_id = sprint_records.round_id
)

select * from final
