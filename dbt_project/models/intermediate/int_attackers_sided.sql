{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

-- V3, V4 and the V5 fork count team damage, so a "crossfire" may be a team-mate's stray bullet (G5).
sided as (
    select
        attackers.round_id,
        attackers.round_revision,
        attackers.line_number,
        attackers.attacker_number,
        {{ actor_key('attackers.attacker_guid', 'attackers.attacker_name') }} as actor_key,
        attackers.attacker_team,
        attackers.damage,
        attackers.first_hit_ms,
        attackers.last_hit_ms,
        coalesce(attackers.attacker_team = engagements.target_team, false) as is_own_team,
        coalesce(rounds.crossfire_window_ms, 1000) as crossfire_window_ms
    from attackers
    inner join engagements
        on attackers.round_id = engagements.round_id
        and attackers.line_number = engagements.line_number
    inner join rounds on attackers.round_id = rounds.round_id
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
