with

rounds as (
    select * from {{ ref('int_rounds_timed') }}
),

-- Real seconds where the server's zone is known, else its local ones: gaps are the same.
clocked as (
    select
        *,
        coalesce(ended_unix, stamp_seconds) as clock_end,
        coalesce(ended_unix, stamp_seconds) - coalesce(duration_seconds, 0) as clock_start
    from rounds
),

gapped as (
    select
        *,
        clock_start - max(clock_end) over (
            partition by server_name
            order by clock_end, round_id
            rows between unbounded preceding and 1 preceding
        ) as gap_seconds
    from clocked
),

numbered as (
    select
        *,
        sum(case when gap_seconds <= {{ var('session_gap_minutes') }} * 60 then 0 else 1 end) over (
            partition by server_name
            order by clock_end, round_id
            rows between unbounded preceding and current row
        ) as session_number
    from gapped
),

-- A session is named by the local date on which its first round began, so midnight does not cut it (B7).
final as (
    select
        round_id,
        first_value(round_id) over session_rounds as session_id,
        cast(
            timestamp '1970-01-01 00:00:00'
            + first_value(stamp_seconds - coalesce(duration_seconds, 0)) over session_rounds * interval '1 second'
            as date
        ) as session_date,
        cast(row_number() over session_rounds as bigint) as session_round_number
    from numbered
    window session_rounds as (
        partition by server_name, session_number order by clock_end, round_id
        rows between unbounded preceding and current row
    )
)

select * from final
