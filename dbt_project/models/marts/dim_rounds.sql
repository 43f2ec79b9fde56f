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

plays as (
    select * from {{ ref('int_rounds_played') }}
),

pairs as (
    select * from {{ ref('int_rounds_paired') }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

judgements as (
    select * from {{ ref('int_rounds_judged') }}
),

outcomes as (
    select * from {{ ref('int_round_outcomes') }}
),

capabilities as (
    select * from {{ ref('dim_round_capabilities') }}
    where capability = 'escape_detection'
),

final as (
    select
        rounds.round_id,
        rounds.round_revision,
        sessions.session_id,
        pairs.match_id,
        rounds.server_name,
        pairs.map_name,
        rounds.header_map as map_name_as_written,
        rounds.file_name,
        rounds.tracker_version,
        rounds.capabilities,
        rounds.truncation_evidence,
        rounds.damage_evidence,
        rounds.completeness,
        rounds.last_section,
        rounds.banner_version,
        clocks.clock_origin,
        clocks.clock_evidence,
        pairs.round_number_reason,
        judgements.exclusion_reason,
        judgements.repair_reasons,
        outcomes.winner_team,
        outcomes.defender_team,
        outcomes.attacker_team,
        outcomes.surrendered_team,
        outcomes.end_reason,
        pairs.round_number,
        rounds.round_number as round_number_as_written,
        sessions.session_round_number,
        contents.player_count,
        contents.bot_count,
        contents.human_count,
        plays.axis_count,
        plays.allies_count,
        contents.engagement_count,
        contents.life_count,
        contents.row_count,
        contents.reject_count,
        rounds.tracker_error_count,
        rounds.server_fps,
        rounds.escape_distance_units,
        coalesce(contents.is_bot_round, false) as is_bot_round,
        contents.is_v5_fork,
        (rounds.banner_version < 5 or contents.is_v5_fork) as is_team_damage_counted,
        (rounds.banner_version >= 5 and not contents.is_v5_fork) as is_timeout_possible,
        contents.is_engagements_covered,
        contents.is_lives_covered,
        contents.has_kill_heatmap,
        contents.has_movement_heatmap,
        contents.has_reactions,
        contents.has_objective_focus,
        coalesce(capabilities.state != 'disabled', true) as is_escape_detected,
        pairs.is_false_start,
        judgements.exclusion_reason is null as is_clean,
        rounds.is_test_mode,
        rounds.is_truncated,
        rounds.is_proximity_tracker,
        rounds.is_incomplete,
        outcomes.is_draw,
        times.is_time_approximate,
        sessions.session_date,
        to_timestamp(times.started_unix) as started_at,
        to_timestamp(times.ended_unix) as ended_at,
        times.duration_ms,
        -- The clock of the V5 side branch stops in a pause, so its files show none (5).
        case when not contents.is_v5_fork then plays.pause_count end as pause_count,
        case when not contents.is_v5_fork then plays.pause_ms end as pause_ms,
        case when not contents.is_v5_fork then times.duration_ms - plays.pause_ms end as played_ms,
        outcomes.time_limit_ms,
        outcomes.next_time_limit_ms,
        clocks.clock_shift_ms,
        rounds.sample_interval_ms,
        plays.measured_interval_ms,
        rounds.crossfire_window_ms,
        rounds.escape_time_ms,
        nullif(rounds.axis_spawn_interval_ms, 0) as axis_spawn_interval_ms,
        nullif(rounds.allies_spawn_interval_ms, 0) as allies_spawn_interval_ms,
        rounds.loaded_at
    from rounds
    inner join times on rounds.round_id = times.round_id
    inner join sessions on rounds.round_id = sessions.round_id
    inner join contents on rounds.round_id = contents.round_id
    inner join plays
        on rounds.round_id = plays.round_id
        and rounds.round_revision = plays.round_revision
    inner join pairs on rounds.round_id = pairs.round_id
    inner join clocks
        on rounds.round_id = clocks.round_id
        and rounds.round_revision = clocks.round_revision
    inner join judgements on rounds.round_id = judgements.round_id
    left join outcomes on rounds.round_id = outcomes.round_id
    left join capabilities on rounds.round_id = capabilities.round_id
)

select * from final
