{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

movement as (
    {{ loaded_rows_of_pending(ref('stg_engagement_movement')) }}
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
        movement.seen_x,
        movement.seen_y,
        movement.seen_z,
        greatest(movement.longest_hit_gap_ms, engagements.ended_ms - movement.hit_ms) as longest_quiet_ms,
        crowded.round_id is not null as is_crowded,
        greatest(engagements.ended_ms - movement.seen_ms, 50) as step_ms,
        {{ distance('movement.seen', 'engagements.end') }} as step_units,
        {{ distance('movement.hit', 'movement.seen') }} as hit_to_seen_units,
        {{ distance('movement.hit', 'engagements.end') }} as hit_to_end_units,
        coalesce(engagements.start_x = 0 and engagements.start_y = 0 and engagements.start_z = 0, false)
            as is_start_unreadable,
        coalesce(engagements.end_x = 0 and engagements.end_y = 0 and engagements.end_z = 0, false)
            as is_end_unreadable,
        coalesce(movement.has_unreadable_hit, false) as has_unreadable_hit
    from engagements
    left join movement
        on engagements.round_id = movement.round_id
        and engagements.line_number = movement.line_number
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
