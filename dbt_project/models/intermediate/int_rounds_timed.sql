with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- 0 in the header means that the tracker did not know the time (ROUND_FILE_FORMAT 4.1).
stamped as (
    select
        rounds.round_id,
        rounds.server_name,
        -- What the round's own rows cover stands in where the header cannot tell the length.
        coalesce(clocks.closed_ms, clocks.last_ms) - coalesce(clocks.clock_shift_ms, clocks.first_ms)
        + coalesce(rounds.declared_pause_ms, 0) as span_ms,
        case when not clocks.is_header_contradicted then nullif(rounds.started_unix, 0) end as header_started_unix,
        nullif(rounds.ended_unix, 0) as header_ended_unix,
        cast(extract(epoch from rounds.file_stamp_local) as bigint) as stamp_seconds
    from rounds
    inner join clocks
        on rounds.round_id = clocks.round_id
        and rounds.round_revision = clocks.round_revision
),

-- The stamp is written at the round's end in local time: the difference is the zone, in quarter hours (B1).
zoned as (
    select
        *,
        cast(round((stamp_seconds - header_ended_unix) / 900.0) as bigint) * 900 as zone_seconds
    from stamped
),

numbered as (
    select
        *,
        count(zone_seconds) over (
            partition by server_name order by stamp_seconds, round_id
        ) as zones_before,
        count(zone_seconds) over (
            partition by server_name order by stamp_seconds desc, round_id desc
        ) as zones_after
    from zoned
),

neighboured as (
    select
        *,
        max(zone_seconds) over (partition by server_name, zones_before) as zone_before,
        max(zone_seconds) over (partition by server_name, zones_after) as zone_after,
        stamp_seconds - max(case when zone_seconds is not null then stamp_seconds end) over (
            partition by server_name, zones_before
        ) as seconds_since,
        min(case when zone_seconds is not null then stamp_seconds end) over (
            partition by server_name, zones_after
        ) - stamp_seconds as seconds_until
    from numbered
),

-- Rounds without a header time take the zone of the server's nearest round that has one (summer time comes and goes).
placed as (
    select
        *,
        case
            when zone_seconds is not null then zone_seconds
            when zone_after is null or seconds_since <= seconds_until then zone_before
            else zone_after
        end as server_zone_seconds,
        coalesce(
            (header_ended_unix - header_started_unix) * 1000,
            span_ms
        ) as duration_ms
    from neighboured
),

ended as (
    select
        *,
        coalesce(header_ended_unix, stamp_seconds - server_zone_seconds) as ended_unix,
        cast(floor(duration_ms / 1000.0) as bigint) as duration_seconds
    from placed
),

final as (
    select
        round_id,
        server_name,
        stamp_seconds,
        duration_ms,
        duration_seconds,
        ended_unix,
        coalesce(header_started_unix, ended_unix - duration_seconds) as started_unix,
        header_ended_unix is null as is_end_from_stamp,
        (header_started_unix is null or header_ended_unix is null) as is_time_approximate
    from ended
)

select * from final
