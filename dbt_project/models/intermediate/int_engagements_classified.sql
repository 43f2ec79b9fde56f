{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

attackers as (
    {{ built_rows_of_pending(ref('int_attackers_sided')) }}
),

placed as (
    {{ built_rows_of_pending(ref('int_engagements_placed')) }}
),

fought as (
    select
        placed.round_id,
        placed.line_number,
        count(*) filter (where not attackers.is_own_team) as enemy_count,
        count(*) filter (where attackers.is_own_team) as team_mate_count,
        count(*) filter (where attackers.is_crossfire_participant) as participant_count,
        {{ total('case when attackers.is_own_team then 0 else attackers.damage end') }} as enemy_damage,
        min(attackers.crossfire_delay_ms) as crossfire_delay_ms,
        max(attackers.last_hit_ms) as last_hit_ms,
        max(case when attackers.actor_key = placed.killer_key then attackers.attacker_team end) as killer_team
    from placed
    inner join attackers
        on placed.round_id = attackers.round_id
        and placed.line_number = attackers.line_number
    group by placed.round_id, placed.line_number
),

evidenced as (
    select
        engagements.*,
        placed.target_key,
        placed.killer_key,
        placed.has_lives,
        placed.is_in_life,
        fought.crossfire_delay_ms as enemy_delay_ms,
        fought.last_hit_ms,
        coalesce(fought.killer_team, placed.killer_team) as killer_team,
        coalesce(fought.enemy_count, 0) as enemy_count,
        coalesce(fought.team_mate_count, 0) as team_mate_count,
        coalesce(fought.participant_count, 0) as participant_count,
        coalesce(fought.enemy_damage, 0) as enemy_damage
    from engagements
    inner join placed
        on engagements.round_id = placed.round_id
        and engagements.line_number = placed.line_number
    left join fought
        on engagements.round_id = fought.round_id
        and engagements.line_number = fought.line_number
),

-- Who ended the target's life: first match wins (ROUND_FILE_FORMAT 6.5 and 7.1, G3). Null when nobody did.
attributed as (
    select
        *,
        case
            when outcome = 'teamkill' then 'team_mate'
            when outcome = 'selfkill' then 'self'
            when outcome in ('fallen', 'world') then 'world'
            when outcome != 'killed' or outcome is null then null
            when killer_key is null then 'world'
            when killer_key = target_key then 'self'
            when killer_team = target_team then 'team_mate'
            when killer_team is null then 'unknown'
            else 'enemy'
        end as killed_by
    from evidenced
),

-- Why a row stays out of rates: first match wins (METRIC_DEFINITIONS 0, B5, G1, G2, G5). Null when it is clean.
final as (
    select
        round_id,
        round_revision,
        line_number,
        killer_team,
        killed_by,
        enemy_count,
        team_mate_count,
        participant_count,
        enemy_damage,
        enemy_delay_ms,
        last_hit_ms,
        case
            when started_ms = 0 and ended_ms = 0 and coalesce(last_hit_ms, 0) = 0 then 'all_times_zero'
            when enemy_count + team_mate_count = 0 then 'no_attackers'
            when killed_by = 'self' then 'killer_is_target'
            when enemy_count = 0 then 'only_team_attackers'
            when not has_lives then 'lives_not_recorded'
            when not is_in_life then 'outside_known_life'
        end as exclusion_reason
    from attributed
)

select * from final
