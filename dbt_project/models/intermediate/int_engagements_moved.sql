{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

positions as (
    {{ loaded_rows_of_pending(ref('stg_engagement_positions')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

-- The last point of the list is where the tracker closed the fight, the others are where the target was seen.
ranked as (
    select
        *,
        position_event = 'hit' as is_hit,
        (x = 0 and y = 0 and z = 0) as is_unreadable,
        row_number() over (
            partition by round_id, line_number, position_event in ('start', 'hit', 'sample')
            order by position_number desc
        ) as sight_rank,
        row_number() over (
            partition by round_id, line_number, position_event
            order by position_number desc
        ) as event_rank,
        recorded_ms - lag(recorded_ms) over (
            partition by round_id, line_number, position_event
            order by position_number
        ) as event_gap_ms
    from positions
),

-- One row an engagement: where and when the target was seen last and hit last, and the longest time between two hits.
seen as (
    select
        round_id,
        line_number,
        max(case when sight_rank = 1 and position_event in ('start', 'hit', 'sample') then x end) as seen_x,
        max(case when sight_rank = 1 and position_event in ('start', 'hit', 'sample') then y end) as seen_y,
        max(case when sight_rank = 1 and position_event in ('start', 'hit', 'sample') then z end) as seen_z,
        max(case when sight_rank = 1 and position_event in ('start', 'hit', 'sample') then recorded_ms end) as seen_ms,
        max(case when event_rank = 1 and is_hit then x end) as hit_x,
        max(case when event_rank = 1 and is_hit then y end) as hit_y,
        max(case when event_rank = 1 and is_hit then z end) as hit_z,
        max(case when event_rank = 1 and is_hit then recorded_ms end) as hit_ms,
        max(case when is_hit then event_gap_ms end) as hit_gap_ms,
        bool_or(is_unreadable and is_hit) as has_unreadable_hit
    from ranked
    group by round_id, line_number
),

-- No two players stand on one spot: where several fights end at once on the very same spot, it is the camera's.
crowded as (
    select
        round_id,
        end_x,
        end_y,
        end_z
    from engagements
    where outcome in ('round_end', 'shutdown')
    group by round_id, end_x, end_y, end_z
    having count(distinct {{ actor_key('target_guid', 'target_name') }}) > 1
),

measured as (
    select
        engagements.*,
        seen.seen_x,
        seen.seen_y,
        seen.seen_z,
        greatest(seen.hit_gap_ms, engagements.ended_ms - seen.hit_ms) as longest_quiet_ms,
        crowded.round_id is not null as is_crowded,
        greatest(engagements.ended_ms - seen.seen_ms, 50) as step_ms,
        {{ distance('seen.seen', 'engagements.end') }} as step_units,
        {{ distance('seen.hit', 'seen.seen') }} as hit_to_seen_units,
        {{ distance('seen.hit', 'engagements.end') }} as hit_to_end_units,
        coalesce(engagements.start_x = 0 and engagements.start_y = 0 and engagements.start_z = 0, false)
            as is_start_unreadable,
        coalesce(engagements.end_x = 0 and engagements.end_y = 0 and engagements.end_z = 0, false)
            as is_end_unreadable,
        coalesce(seen.has_unreadable_hit, false) as has_unreadable_hit
    from engagements
    left join seen
        on engagements.round_id = seen.round_id
        and engagements.line_number = seen.line_number
    left join crowded
        on engagements.round_id = crowded.round_id
        and engagements.end_x = crowded.end_x
        and engagements.end_y = crowded.end_y
        and engagements.end_z = crowded.end_z
),

-- At the end of the round everybody is moved to the intermission camera before the tracker looks: a step faster than
-- any player (1,200 units/s, F9). Our own tracker looks where they had been.
judged as (
    select
        measured.*,
        coalesce(
            measured.outcome in ('round_end', 'shutdown')
            and measured.seen_x is not null
            and (measured.is_crowded or measured.step_units * 1000 > 1200 * measured.step_ms),
            false
        ) and not coalesce(rounds.is_proximity_tracker, false) as is_camera
    from measured
    inner join rounds on measured.round_id = rounds.round_id
),

final as (
    select
        round_id,
        round_revision,
        line_number,
        is_camera,
        (is_start_unreadable or (is_end_unreadable and not is_camera) or has_unreadable_hit) as is_unreadable,
        case when not is_start_unreadable then start_x end as start_x,
        case when not is_start_unreadable then start_y end as start_y,
        case when not is_start_unreadable then start_z end as start_z,
        case when is_camera then seen_x when not is_end_unreadable then end_x end as end_x,
        case when is_camera then seen_y when not is_end_unreadable then end_y end as end_y,
        case when is_camera then seen_z when not is_end_unreadable then end_z end as end_z,
        case
            when has_unreadable_hit or (is_end_unreadable and not is_camera) then null
            when is_camera
                then greatest({{ rounded('distance_units - hit_to_end_units + hit_to_seen_units') }}, 0)
            else distance_units
        end as distance_units,
        longest_quiet_ms
    from judged
)

select * from final
