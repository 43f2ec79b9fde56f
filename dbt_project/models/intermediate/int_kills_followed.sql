{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

kills as (
    {{ built_rows_of_pending(ref('int_kills_listed')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

revives as (
    {{ built_rows_of_pending(ref('int_revives')) }}
),

kill_outcomes as (
    {{ loaded_rows_of_pending(source('staging', 'kill_outcome')) }}
),

spawn_timings as (
    {{ loaded_rows_of_pending(source('staging', 'spawn_timing')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

sections as (
    {{ loaded_rows_of_pending(ref('stg_round_sections')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- REVIVES is written only with rows; every tracker of banner V6 writes it. Without it a victim may have risen unseen.
-- The side branch that shares banner V5 always writes this column line; its waits are not usable (7.0, I5).
qualified as (
    select
        rounds.round_id,
        rounds.banner_version >= 6 as is_v6,
        coalesce(rounds.banner_version >= 6 or bool_or(sections.section_name = 'REVIVES'), false) as has_revives,
        coalesce(bool_or(sections.section_name = 'TEAM_COHESION' and sections.column_line like '%sample_time;%'), false)
        or coalesce(max(clocks.clock_shift_ms), 0) != 0 as has_false_waits,
        coalesce(max(clocks.clock_shift_ms), 0) as clock_shift_ms
    from rounds
    left join sections on rounds.round_id = sections.round_id
    left join clocks on rounds.round_id = clocks.round_id
    group by rounds.round_id, rounds.banner_version
),

outcomes as (
    select
        *,
        {{ actor_key('victim_guid', 'victim_name') }} as victim_key,
        row_number() over (
            partition by round_id, {{ actor_key('victim_guid', 'victim_name') }}, kill_time
            order by line_number
        ) as outcome_rank
    from kill_outcomes
),

waits as (
    select
        *,
        {{ actor_key('victim_guid', 'victim_name') }} as victim_key,
        row_number() over (
            partition by round_id, {{ actor_key('victim_guid', 'victim_name') }}, kill_time
            order by line_number
        ) as wait_rank
    from spawn_timings
),

rises as (
    select round_id, actor_key, spawned_ms as rose_ms, 'tapped_out' as outcome
    from lives
    where not is_copy
    union all
    select round_id, actor_key, revived_ms as rose_ms, 'revived' as outcome
    from revives
),

-- When and how the victim came back.
risen as (
    select
        kills.round_id,
        kills.line_number,
        rises.rose_ms,
        rises.outcome,
        row_number() over (
            partition by kills.round_id, kills.line_number
            order by rises.rose_ms, rises.outcome
        ) as rise_rank
    from kills
    inner join rises
        on kills.round_id = rises.round_id
        and kills.victim_key = rises.actor_key
        and kills.killed_ms < rises.rose_ms
),

evidenced as (
    select
        kills.round_id,
        kills.round_revision,
        kills.line_number,
        kills.killed_ms,
        outcomes.outcome as written_outcome,
        outcomes.outcome_time - qualified.clock_shift_ms as written_resolved_ms,
        outcomes.effective_denied_ms,
        outcomes.gibber_guid,
        coalesce(not qualified.is_v6 and outcomes.outcome in ('gibbed', 'tapped_out'), false) as is_outcome_unreliable,
        waits.line_number is not null as has_wait,
        coalesce(waits.enemy_spawn_interval > 0 and not qualified.has_false_waits, false) as is_wait_known,
        waits.enemy_spawn_interval,
        waits.time_to_next_spawn,
        case when qualified.has_revives then risen.outcome end as risen_outcome,
        case when qualified.has_revives then risen.rose_ms end as rose_ms
    from kills
    inner join qualified on kills.round_id = qualified.round_id
    left join outcomes
        on kills.round_id = outcomes.round_id
        and kills.victim_key = outcomes.victim_key
        and kills.written_ms = outcomes.kill_time
        and outcomes.outcome_rank = 1
    left join waits
        on kills.round_id = waits.round_id
        and kills.victim_key = waits.victim_key
        and kills.written_ms = waits.kill_time
        and waits.wait_rank = 1
    left join risen
        on kills.round_id = risen.round_id
        and kills.line_number = risen.line_number
        and risen.rise_rank = 1
),

final as (
    select
        round_id,
        round_revision,
        line_number,
        case when not is_outcome_unreliable then coalesce(written_outcome, risen_outcome) end as outcome,
        written_outcome as outcome_as_written,
        is_outcome_unreliable,
        written_outcome is null and risen_outcome is not null as is_outcome_from_lives,
        gibber_guid,
        case
            when is_outcome_unreliable then null
            when written_outcome is not null then written_resolved_ms
            else rose_ms
        end as resolved_ms,
        rose_ms - killed_ms as denied_ms,
        effective_denied_ms as denied_ms_as_written,
        has_wait and not is_wait_known as is_wait_unknown,
        case when is_wait_known then time_to_next_spawn end as victim_wait_ms,
        case when is_wait_known then enemy_spawn_interval end as victim_spawn_interval_ms
    from evidenced
)

select * from final
