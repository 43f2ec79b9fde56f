{{ config(materialized=view_or_stored('incremental')) }}

with

locks as (
    {{ clocked_rows(source('staging', 'aim_lock')) }}
),

-- A lock is looked at every 400 ms: it cannot be longer than its observations (7.19).
clamped as (
    select
        *,
        samples * 400 + 400 as longest_ms,
        duration_ms > samples * 400 + 400 as is_inflated
    from locks
),

final as (
    select
        {{ line_key('clamped') }} as aim_lock_key,
        round_id,
        line_number,
        {{ person_id('guid') }} as player_id,
        {{ person_id('target_guid') }} as target_player_id,
        guid,
        name as player_name,
        team,
        target_guid,
        target_name,
        samples as sample_count,
        avg_err_deg as mean_error_degrees,
        avg_dist as mean_distance_units,
        {{ repair_reasons({
            'lock_outlives_its_samples': 'is_inflated'
        }) }} as repair_reasons,
        start_time - clock_shift_ms as started_ms,
        start_time as started_ms_as_written,
        case when is_inflated then start_time + longest_ms else end_time end - clock_shift_ms as ended_ms,
        end_time as ended_ms_as_written,
        case when is_inflated then longest_ms else duration_ms end as duration_ms,
        duration_ms as duration_ms_as_written
    from clamped
)

select * from final
