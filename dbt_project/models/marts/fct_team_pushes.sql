{{ config(materialized=view_or_stored('incremental')) }}

with

pushes as (
    {{ clocked_rows(source('staging', 'team_pushes')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

final as (
    select
        {{ line_key('pushes') }} as push_key,
        pushes.round_id,
        pushes.line_number,
        pushes.team,
        nullif(nullif(pushes.toward_objective, 'NO'), 'N/A') as objective,
        pushes.toward_objective as objective_as_written,
        pushes.participant_count,
        pushes.avg_speed as mean_speed,
        pushes.direction_x,
        pushes.direction_y,
        pushes.alignment_score as alignment,
        pushes.push_quality,
        case when pushes.toward_objective != 'N/A' then pushes.toward_objective != 'NO' end as is_toward_objective,
        not rounds.is_v5_fork as is_clean,
        case when rounds.is_v5_fork then 'fork_push_is_the_round' end as exclusion_reason,
        pushes.start_time - pushes.clock_shift_ms as started_ms,
        pushes.start_time as started_ms_as_written,
        pushes.end_time - pushes.clock_shift_ms as ended_ms,
        pushes.end_time as ended_ms_as_written,
        pushes.end_time - pushes.start_time as duration_ms
    from pushes
    inner join rounds on pushes.round_id = rounds.round_id
)

select * from final
