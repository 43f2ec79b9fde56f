{{ config(materialized=view_or_stored('table')) }}

with

declared as (
    {{ clocked_rows(source('staging', 'pauses')) }}
),

found as (
    {{ clocked_rows(source('staging', 'round_pauses')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- On a clock that stands still a pause begins and ends at the same time.
listed as (
    select
        round_id,
        row_number() over (partition by round_id order by paused_at, line_number) as pause_number,
        line_number,
        'declared' as source,
        paused_at - clock_shift_ms as started_ms,
        paused_at - clock_shift_ms as ended_ms,
        duration_ms,
        nullif(started_unix, 0) as started_unix
    from declared
    union all
    select
        round_id,
        pause_number,
        cast(null as bigint) as line_number,
        'found' as source,
        started_ms - clock_shift_ms as started_ms,
        ended_ms - clock_shift_ms as ended_ms,
        ended_ms - started_ms as duration_ms,
        cast(null as bigint) as started_unix
    from found
),

final as (
    select
        listed.round_id || '-' || cast(listed.pause_number as text) as pause_key,
        listed.round_id,
        listed.pause_number,
        listed.line_number,
        listed.source,
        case
            when listed.started_unix is not null then to_timestamp(listed.started_unix)
            when listed.source = 'found'
                then rounds.started_at + listed.started_ms * interval '1 millisecond'
        end as started_at,
        listed.started_ms,
        listed.ended_ms,
        listed.duration_ms
    from listed
    inner join rounds on listed.round_id = rounds.round_id
)

select * from final
