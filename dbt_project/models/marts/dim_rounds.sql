with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

times as (
    select * from {{ ref('int_rounds_timed') }}
),

sessions as (
    select * from {{ ref('int_rounds_sessionised') }}
),

contents as (
    select * from {{ ref('int_rounds_summarised') }}
),

final as (
    select
        rounds.round_id,
        rounds.round_revision,
        sessions.session_id,
        rounds.server_name,
        {{ map_name('rounds') }} as map_name,
        rounds.header_map as map_name_as_written,
        rounds.file_name,
        rounds.tracker_version,
        rounds.capabilities,
        rounds.truncation_evidence,
        rounds.banner_version,
        -- Trackers with banner V3 and V4 wrote 0/1 or always 1: a hint, not a number (4.2, C1).
        case when rounds.banner_version >= 5 then rounds.round_number end as round_number,
        rounds.round_number as round_number_as_written,
        sessions.session_round_number,
        contents.player_count,
        contents.bot_count,
        contents.human_count,
        contents.engagement_count,
        contents.life_count,
        contents.row_count,
        contents.reject_count,
        rounds.escape_distance_units,
        coalesce(contents.is_bot_round, false) as is_bot_round,
        contents.is_v5_fork,
        (rounds.banner_version < 5 or contents.is_v5_fork) as is_team_damage_counted,
        (rounds.banner_version >= 5 and not contents.is_v5_fork) as is_timeout_possible,
        contents.has_kill_heatmap,
        contents.has_movement_heatmap,
        contents.has_reactions,
        contents.has_objective_focus,
        rounds.is_test_mode,
        rounds.is_truncated,
        times.is_time_approximate,
        sessions.session_date,
        to_timestamp(times.started_unix) as started_at,
        to_timestamp(times.ended_unix) as ended_at,
        times.duration_ms,
        rounds.sample_interval_ms,
        contents.measured_interval_ms,
        rounds.crossfire_window_ms,
        rounds.escape_time_ms,
        nullif(rounds.axis_spawn_interval_ms, 0) as axis_spawn_interval_ms,
        nullif(rounds.allies_spawn_interval_ms, 0) as allies_spawn_interval_ms,
        rounds.loaded_at
    from rounds
    inner join times on rounds.round_id = times.round_id
    inner join sessions on rounds.round_id = sessions.round_id
    inner join contents on rounds.round_id = contents.round_id
)

select * from final
