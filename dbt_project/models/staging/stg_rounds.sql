with

source as (
    select * from {{ source('staging', 'rounds') }}
),

final as (
    select
        round_id,
        revision as round_revision,
        server_name,
        file_name,
        map as header_map,
        file_map,
        tracker_version_full as tracker_version,
        capabilities,
        truncation_evidence,
        damage_evidence,
        completeness,
        last_section,
        round as round_number,
        file_round as file_round_number,
        banner_version,
        byte_size,
        line_count,
        position_sample_interval as sample_interval_ms,
        crossfire_window as crossfire_window_ms,
        escape_time as escape_time_ms,
        escape_distance as escape_distance_units,
        sv_fps as server_fps,
        tracker_errors as tracker_error_count,
        axis_spawn_interval as axis_spawn_interval_ms,
        allies_spawn_interval as allies_spawn_interval_ms,
        is_truncated,
        test_mode as is_test_mode,
        -- Only our own tracker writes an end line.
        end_line is not null as is_proximity_tracker,
        is_incomplete,
        file_stamp as file_stamp_local,
        round_start_unix as started_unix,
        round_end_unix as ended_unix,
        paused_ms as declared_pause_ms,
        loaded_at
    from source
)

select * from final
