{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

-- Hits count only while the round is live (7.1). A row of nothing but zeros tells no time (B5).
fights as (
    select
        round_id,
        min(started_ms) as first_fight_ms,
        max(ended_ms) as last_fight_ms,
        max(started_ms) as last_fight_started_ms,
        max(case when outcome in ('round_end', 'shutdown') then ended_ms end) as closed_ms
    from engagements
    where started_ms != 0 or ended_ms != 0
    group by round_id
),

lives as (
    select
        round_id,
        min(spawned_ms) as first_spawn_ms,
        max(nullif(ended_ms, 0)) as last_end_ms,
        max(case when end_type in ('round_end', 'shutdown') then nullif(ended_ms, 0) end) as closed_ms,
        count(distinct {{ actor_key('guid', 'player_name') }}) as actor_count
    from tracks
    group by round_id
),

spawns as (
    select
        round_id,
        spawned_ms,
        count(*) over (
            partition by round_id order by spawned_ms range between current row and 1000 following
        ) as spawns_together,
        rank() over (partition by round_id order by spawned_ms) - 1 as spawns_before
    from tracks
),

-- At the start of a round everybody spawns at once; a wave of one side later brings half of them at most.
openings as (
    select
        spawns.round_id,
        min(spawns.spawned_ms) as opening_ms
    from spawns
    inner join lives on spawns.round_id = lives.round_id
    where
        spawns.spawns_together > 1
        and spawns.spawns_together * 2 > lives.actor_count
        and spawns.spawns_before * 2 < lives.actor_count
    group by spawns.round_id
),

witnessed as (
    select
        rounds.round_id,
        rounds.round_revision,
        openings.opening_ms,
        case when lives.round_id is null then fights.first_fight_ms end as first_fight_ms,
        least(fights.first_fight_ms, lives.first_spawn_ms) as first_ms,
        greatest(fights.last_fight_ms, lives.last_end_ms) as last_ms,
        -- Whatever is still open is closed in the frame in which the round ends: that is the end of the axis.
        greatest(fights.closed_ms, lives.closed_ms) as closed_ms,
        fights.last_fight_started_ms - fights.first_fight_ms as fought_ms,
        -- Our own tracker leaves pauses out of its times, and begins them at the start of the round.
        (nullif(rounds.ended_unix, 0) - nullif(rounds.started_unix, 0)) * 1000
        - coalesce(rounds.declared_pause_ms, 0) as header_ms,
        coalesce(rounds.is_proximity_tracker, false) as is_clock_declared
    from rounds
    left join fights on rounds.round_id = fights.round_id
    left join lives on rounds.round_id = lives.round_id
    left join openings on rounds.round_id = openings.round_id
),

-- A round cannot be shorter than the fighting in it; unix seconds are whole.
judged as (
    select
        *,
        coalesce(
            header_ms < 0 or header_ms + {{ var('clock_tolerance_ms') }} < fought_ms,
            false
        ) as is_header_contradicted
    from witnessed
),

measured as (
    select
        *,
        case when not is_header_contradicted then closed_ms - header_ms end as offset_at_end_ms,
        case
            when not is_header_contradicted and last_ms - header_ms > {{ var('clock_tolerance_ms') }}
                then last_ms - header_ms
        end as least_offset_ms
    from judged
),

shifted as (
    select
        *,
        case
            when is_clock_declared then 'declared'
            when offset_at_end_ms is not null then 'header_and_round_end'
            when least_offset_ms is not null then 'header_and_last_row'
            when opening_ms is not null then 'first_spawns'
            when first_fight_ms is not null then 'first_fight'
        end as clock_evidence,
        case
            when is_clock_declared then 0
            else coalesce(offset_at_end_ms, least_offset_ms, opening_ms, first_fight_ms)
        end as offset_ms
    from measured
),

final as (
    select
        round_id,
        round_revision,
        case
            when clock_evidence is null then 'unknown'
            when clock_evidence in ('first_spawns', 'first_fight') then clock_evidence
            when abs(offset_ms) <= {{ var('clock_tolerance_ms') }} then 'round_live'
            else 'map_load_or_earlier'
        end as clock_origin,
        clock_evidence,
        case when abs(offset_ms) <= {{ var('clock_tolerance_ms') }} then 0 else offset_ms end as clock_shift_ms,
        is_header_contradicted,
        first_ms,
        last_ms,
        closed_ms
    from shifted
)

select * from final
