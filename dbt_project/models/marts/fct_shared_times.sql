{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

lives as (
    {{ built_rows_of_pending(ref('fct_lives')) }}
),

pauses as (
    {{ loaded_rows_of_pending(source('staging', 'round_pauses')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

played as (
    select * from lives
    where is_clean and player_id is not null and team in ('AXIS', 'ALLIES')
),

-- Two lives of one side that overlap in time; the smaller id is player a.
encounters as (
    select
        lives_a.round_id,
        lives_a.round_revision,
        lives_a.player_id as player_a_id,
        lives_b.player_id as player_b_id,
        greatest(lives_a.spawned_ms, lives_b.spawned_ms) as started_ms,
        least(lives_a.ended_ms, lives_b.ended_ms) as ended_ms
    from played as lives_a
    inner join played as lives_b
        on lives_a.round_id = lives_b.round_id
        and lives_a.team = lives_b.team
        and lives_a.player_id < lives_b.player_id
        and lives_a.spawned_ms < lives_b.ended_ms
        and lives_a.ended_ms > lives_b.spawned_ms
),

clocked_pauses as (
    select
        pauses.round_id,
        {{ on_round_axis('pauses.started_ms') }} as started_ms,
        {{ on_round_axis('pauses.ended_ms') }} as ended_ms
    from pauses
    left join clocks on pauses.round_id = clocks.round_id
),

-- Pauses are no time of play.
paused as (
    select
        encounters.round_id,
        encounters.player_a_id,
        encounters.player_b_id,
        sum(
            least(encounters.ended_ms, clocked_pauses.ended_ms)
            - greatest(encounters.started_ms, clocked_pauses.started_ms)
        ) as paused_ms
    from encounters
    inner join clocked_pauses
        on encounters.round_id = clocked_pauses.round_id
        and encounters.started_ms < clocked_pauses.ended_ms
        and encounters.ended_ms > clocked_pauses.started_ms
    group by encounters.round_id, encounters.player_a_id, encounters.player_b_id
),

summed as (
    select
        round_id,
        round_revision,
        player_a_id,
        player_b_id,
        sum(ended_ms - started_ms) as together_ms
    from encounters
    group by round_id, round_revision, player_a_id, player_b_id
),

final as (
    select
        summed.round_id,
        summed.round_revision,
        summed.player_a_id,
        summed.player_b_id,
        cast(summed.together_ms - coalesce(paused.paused_ms, 0) as bigint) as shared_ms
    from summed
    left join paused
        on summed.round_id = paused.round_id
        and summed.player_a_id = paused.player_a_id
        and summed.player_b_id = paused.player_b_id
)

select * from final
