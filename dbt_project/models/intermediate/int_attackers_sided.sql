{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

placed as (
    {{ built_rows_of_pending(ref('int_engagements_placed')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

identified as (
    select
        attackers.round_id,
        attackers.round_revision,
        attackers.line_number,
        attackers.attacker_number,
        {{ actor_key('attackers.attacker_guid', 'attackers.attacker_name') }} as actor_key,
        attackers.attacker_team,
        attackers.damage,
        attackers.hits,
        attackers.got_kill,
        {{ on_round_axis('attackers.first_hit_ms') }} as first_hit_ms,
        {{ on_round_axis('attackers.last_hit_ms') }} as last_hit_ms
    from attackers
    left join clocks on attackers.round_id = clocks.round_id
),

-- The team as written comes from a cache that lags behind a change of sides: a life says it as of its spawn (E6).
latest_lives as (
    select
        identified.round_id,
        identified.line_number,
        identified.attacker_number,
        lives.team,
        row_number() over (
            partition by identified.round_id, identified.line_number, identified.attacker_number
            order by lives.spawned_ms desc, lives.line_number desc
        ) as life_rank
    from identified
    inner join lives
        on identified.round_id = lives.round_id
        and identified.actor_key = lives.actor_key
        and identified.first_hit_ms >= lives.spawned_ms
),

-- V3, V4 and the V5 fork count team damage (G5).
final as (
    select
        identified.round_id,
        identified.round_revision,
        identified.line_number,
        identified.attacker_number,
        identified.actor_key,
        coalesce(latest_lives.team, identified.attacker_team) as attacker_team,
        identified.damage,
        identified.hits,
        identified.got_kill,
        identified.first_hit_ms,
        identified.last_hit_ms,
        coalesce(coalesce(latest_lives.team, identified.attacker_team) = placed.target_team, false) as is_own_team
    from identified
    inner join placed
        on identified.round_id = placed.round_id
        and identified.line_number = placed.line_number
    left join latest_lives
        on identified.round_id = latest_lives.round_id
        and identified.line_number = latest_lives.line_number
        and identified.attacker_number = latest_lives.attacker_number
        and latest_lives.life_rank = 1
)

select * from final
