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

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
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

-- V3, V4 and the V5 fork count team damage, so a "crossfire" may be a team-mate's stray bullet (G5).
sided as (
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
        coalesce(coalesce(latest_lives.team, identified.attacker_team) = placed.target_team, false) as is_own_team,
        coalesce(rounds.crossfire_window_ms, 1000) as crossfire_window_ms
    from identified
    inner join placed
        on identified.round_id = placed.round_id
        and identified.line_number = placed.line_number
    inner join rounds on identified.round_id = rounds.round_id
    left join latest_lives
        on identified.round_id = latest_lives.round_id
        and identified.line_number = latest_lives.line_number
        and identified.attacker_number = latest_lives.attacker_number
        and latest_lives.life_rank = 1
),

-- Order among the enemies of the target; team-mates get their own, unused, order.
ordered as (
    select
        *,
        row_number() over side as side_order,
        first_hit_ms - first_value(first_hit_ms) over side as side_gap_ms
    from sided
    window side as (
        partition by round_id, line_number, is_own_team
        order by first_hit_ms, attacker_number
    )
),

seconded as (
    select
        *,
        min(case when not is_own_team and side_order = 2 then side_gap_ms end) over (
            partition by round_id, line_number
        ) as enemy_delay_ms
    from ordered
),

-- Crossfire as the tracker defines it (7.1), recomputed from the enemies only.
final as (
    select
        round_id,
        round_revision,
        line_number,
        attacker_number,
        actor_key,
        attacker_team,
        damage,
        hits,
        got_kill,
        first_hit_ms,
        last_hit_ms,
        is_own_team,
        case when not is_own_team then side_order end as enemy_order,
        case when enemy_delay_ms <= crossfire_window_ms then enemy_delay_ms end as crossfire_delay_ms,
        coalesce(
            not is_own_team and enemy_delay_ms <= crossfire_window_ms and side_gap_ms <= crossfire_window_ms,
            false
        ) as is_crossfire_participant
    from seconded
)

select * from final
