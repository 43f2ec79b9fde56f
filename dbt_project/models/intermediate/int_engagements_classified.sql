{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

written_attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

attackers as (
    {{ built_rows_of_pending(ref('int_attackers_crossfiring')) }}
),

placed as (
    {{ built_rows_of_pending(ref('int_engagements_placed')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

fought as (
    select
        placed.round_id,
        placed.line_number,
        count(*) filter (where not attackers.is_own_team) as enemy_count,
        count(*) filter (where attackers.is_own_team) as team_mate_count,
        count(*) filter (where attackers.is_crossfire_participant) as participant_count,
        -- Kills without a fight get one invented hit of 100 from the community's trackers (7.1, G3).
        count(*) = 1
        and bool_and(coalesce(attackers.damage = 100 and attackers.hits = 1 and attackers.got_kill, false))
            as is_one_hit_of_100,
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

written_last_hits as (
    select
        round_id,
        line_number,
        max(last_hit_ms) as last_hit_ms
    from written_attackers
    group by round_id, line_number
),

evidenced as (
    select
        placed.*,
        engagements.outcome,
        fought.crossfire_delay_ms as enemy_delay_ms,
        fought.last_hit_ms,
        fought.killer_team as attacking_killer_team,
        coalesce(fought.enemy_count, 0) as enemy_count,
        coalesce(fought.team_mate_count, 0) as team_mate_count,
        coalesce(fought.participant_count, 0) as participant_count,
        coalesce(fought.enemy_damage, 0) as enemy_damage,
        coalesce(fought.is_one_hit_of_100 and placed.started_ms = placed.ended_ms, false)
        and not coalesce(rounds.is_proximity_tracker, false) as is_synthetic,
        -- On the file's own axis: these times were not measured at all (B5).
        engagements.started_ms = 0
        and engagements.ended_ms = 0
        and coalesce(written_last_hits.last_hit_ms, 0) = 0 as is_untimed
    from engagements
    inner join placed
        on engagements.round_id = placed.round_id
        and engagements.line_number = placed.line_number
    left join fought
        on engagements.round_id = fought.round_id
        and engagements.line_number = fought.line_number
    inner join rounds on placed.round_id = rounds.round_id
    left join written_last_hits
        on engagements.round_id = written_last_hits.round_id
        and engagements.line_number = written_last_hits.line_number
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
            when coalesce(attacking_killer_team, killer_team) = target_team then 'team_mate'
            when coalesce(attacking_killer_team, killer_team) is null then 'unknown'
            else 'enemy'
        end as killed_by
    from evidenced
),

-- Why a row stays out of rates: first match wins (METRIC_DEFINITIONS 0, B5, G1-G3, G5). Null when it is clean.
-- Whoever dies after his death was revived, and a body is gone after 30 s: such a revive is not in the file.
final as (
    select
        round_id,
        round_revision,
        line_number,
        target_team,
        coalesce(attacking_killer_team, killer_team) as killer_team,
        killed_by,
        placement,
        enemy_count,
        team_mate_count,
        participant_count,
        case when not (is_synthetic and enemy_count = 1) then enemy_damage end as enemy_damage,
        enemy_delay_ms,
        is_synthetic,
        coalesce(killed_by = 'team_mate' and enemy_count > 0 and attacking_killer_team is null, false)
            as is_closed_by_team_kill,
        case
            when is_untimed then 'all_times_zero'
            when enemy_count + team_mate_count = 0 then 'no_attackers'
            when killed_by = 'self' then 'killer_is_target'
            when enemy_count = 0 and is_synthetic then 'synthetic_hit'
            when enemy_count = 0 then 'only_team_attackers'
            when not has_lives then 'lives_not_recorded'
            when placement = 'body' and (killed_by is not null or since_death_ms > 30000) then 'unrecorded_revive'
            when placement = 'body' then 'body_hit'
            when placement = 'unknown' then 'outside_known_life'
        end as exclusion_reason,
        case when not is_untimed then started_ms end as started_ms,
        case when not is_untimed then last_hit_ms end as last_hit_ms,
        case when not is_untimed then ended_ms end as ended_ms
    from attributed
)

select * from final
