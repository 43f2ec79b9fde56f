{{ config(materialized=view_or_stored('incremental')) }}

with

kills as (
    {{ clocked_rows(source('staging', 'spawn_timing')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- The tracker's clock runs through a pause, the engine's waves do not: from then on every phase is off (B6).
pauses as (
    select
        round_id,
        min(started_ms) as first_pause_ms
    from {{ source('staging', 'round_pauses') }}
    group by round_id
),

-- An interval of 0 stands for unknown (I1); the V5 fork took no offset into account and made intervals up (I5).
timed as (
    select
        kills.*,
        kills.kill_time - kills.clock_shift_ms as killed_ms,
        rounds.is_v5_fork,
        rounds.tracker_version,
        coalesce(kills.kill_time >= pauses.first_pause_ms, false) as is_after_pause,
        case
            when kills.enemy_spawn_interval > 0 and not rounds.is_v5_fork then kills.enemy_spawn_interval
        end as interval_ms
    from kills
    inner join rounds on kills.round_id = rounds.round_id
    left join pauses on kills.round_id = pauses.round_id
),

-- A wave leaves whenever offset + time is a multiple of the interval (7.7); the offset itself is not written.
phased as (
    select
        *,
        {{ remainder('interval_ms - time_to_next_spawn - killed_ms', 'interval_ms') }} as phase_ms
    from timed
),

-- All rows of a side give the same offset, or none is believed (I2). Intervals may change during a round (I6).
sided as (
    select
        *,
        count(phase_ms) over side as phase_count,
        min(phase_ms) over side as least_phase_ms,
        max(phase_ms) over side as greatest_phase_ms
    from phased
    window side as (partition by round_id, victim_team, interval_ms)
),

offsets as (
    select
        *,
        case
            when phase_count >= 3 and least_phase_ms = greatest_phase_ms then least_phase_ms
        end as wave_offset_ms
    from sided
),

-- What is known of a side from its own deaths tells how long its killers would have waited.
sides as (
    select
        round_id,
        victim_team as team,
        min(interval_ms) as interval_ms,
        min(wave_offset_ms) as wave_offset_ms
    from offsets
    group by round_id, victim_team
    having min(interval_ms) = max(interval_ms) and min(wave_offset_ms) is not null
),

recomputed as (
    select
        offsets.*,
        {{ whole('offsets.killer_reinf * 1000') }} as killer_wait_ms_as_written,
        sides.interval_ms
        - {{ remainder('sides.wave_offset_ms + offsets.killed_ms', 'sides.interval_ms') }} as killer_wait_recomputed_ms
    from offsets
    left join sides
        on offsets.round_id = sides.round_id
        and offsets.killer_team = sides.team
        and not offsets.is_v5_fork
),

final as (
    select
        {{ line_key('recomputed') }} as spawn_timing_key,
        round_id,
        line_number,
        {{ person_id('killer_guid') }} as killer_player_id,
        {{ person_id('victim_guid') }} as victim_player_id,
        killer_guid,
        killer_name,
        killer_team,
        victim_guid,
        victim_name,
        victim_team,
        case when interval_ms is not null and not is_after_pause then spawn_timing_score end as timing_score,
        spawn_timing_score as timing_score_as_written,
        {{ repair_reasons({
            'wave_interval_unknown': 'enemy_spawn_interval <= 0',
            'wave_ignores_offset': 'is_v5_fork',
            'wave_after_pause': 'is_after_pause and interval_ms is not null',
            'wave_offset_disagrees': 'phase_count >= 3 and least_phase_ms != greatest_phase_ms',
            'wave_phase_doubtful': 'interval_ms is not null and clock_shift_ms != 0',
            'killer_wait_recomputed': 'not is_after_pause and killer_wait_recomputed_ms is not null and (killer_wait_ms_as_written is null'
                ~ ' or abs(killer_wait_recomputed_ms - killer_wait_ms_as_written) > 100)',
            'killer_wait_unproven': 'not is_after_pause and killer_wait_recomputed_ms is null and killer_wait_ms_as_written is not null'
                ~ ' and tracker_version is null and not is_v5_fork'
        }) }} as repair_reasons,
        killed_ms,
        kill_time as killed_ms_as_written,
        interval_ms as victim_spawn_interval_ms,
        enemy_spawn_interval as victim_spawn_interval_ms_as_written,
        wave_offset_ms as victim_wave_offset_ms,
        case when interval_ms is not null and not is_after_pause then time_to_next_spawn end as victim_wait_ms,
        time_to_next_spawn as victim_wait_ms_as_written,
        -- Trackers that write their full version (6.11) have the offset in this column; earlier ones need proof (I4).
        case
            when not is_after_pause
                then coalesce(
                    killer_wait_recomputed_ms,
                    case when tracker_version is not null then nullif(killer_wait_ms_as_written, 0) end
                )
        end as killer_wait_ms,
        killer_wait_ms_as_written
    from recomputed
)

select * from final
