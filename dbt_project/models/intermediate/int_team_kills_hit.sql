{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

hits as (
    {{ loaded_rows_of_pending(source('staging', 'hits')) }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- Whoever has less health than the damage takes dies of it.
fatal as (
    select
        hits.round_id,
        hits.round_revision,
        hits.line_number,
        hits.attacker_guid,
        hits.target_guid,
        {{ actor_key('hits.target_guid', 'null') }} as target_key,
        hits.time as written_ms,
        {{ on_round_axis('hits.time') }} as killed_ms
    from hits
    left join clocks on hits.round_id = clocks.round_id
    where
        hits.is_team_hit
        and not hits.is_body_hit
        and hits.damage >= hits.target_health
        and hits.attacker_slot != hits.target_slot
),

-- The section has no names and no sides.
names as (
    select
        round_id,
        guid,
        max(player_name) as player_name
    from tracks
    where guid is not null
    group by round_id, guid
),

latest_lives as (
    select
        fatal.round_id,
        fatal.line_number,
        lives.team,
        row_number() over (
            partition by fatal.round_id, fatal.line_number
            order by lives.spawned_ms desc, lives.line_number desc
        ) as life_rank
    from fatal
    inner join lives
        on fatal.round_id = lives.round_id
        and fatal.target_key = lives.actor_key
        and fatal.killed_ms >= lives.spawned_ms
),

final as (
    select
        fatal.round_id,
        fatal.round_revision,
        fatal.line_number,
        fatal.attacker_guid as killer_guid,
        killers.player_name as killer_name,
        fatal.target_guid as victim_guid,
        victims.player_name as victim_name,
        latest_lives.team,
        fatal.written_ms
    from fatal
    left join names as killers
        on fatal.round_id = killers.round_id
        and fatal.attacker_guid = killers.guid
    left join names as victims
        on fatal.round_id = victims.round_id
        and fatal.target_guid = victims.guid
    left join latest_lives
        on fatal.round_id = latest_lives.round_id
        and fatal.line_number = latest_lives.line_number
        and latest_lives.life_rank = 1
)

select * from final
