{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

combat_positions as (
    {{ loaded_rows_of_pending(source('staging', 'combat_positions')) }}
),

spawn_timings as (
    {{ loaded_rows_of_pending(source('staging', 'spawn_timing')) }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

verdicts as (
    {{ built_rows_of_pending(ref('int_engagements_classified')) }}
),

team_kills as (
    {{ built_rows_of_pending(ref('int_team_kills_hit')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- Both sections hold the kills of enemies and no others.
positioned as (
    select
        round_id,
        round_revision,
        line_number,
        'COMBAT_POSITIONS' as source,
        1 as list_rank,
        false as is_team_kill,
        atk_guid as killer_guid,
        atk_name as killer_name,
        atk_team as killer_team,
        vic_guid as victim_guid,
        vic_name as victim_name,
        vic_team as victim_team,
        time as written_ms
    from combat_positions
),

timed as (
    select
        round_id,
        round_revision,
        line_number,
        'SPAWN_TIMING' as source,
        2 as list_rank,
        false as is_team_kill,
        killer_guid,
        killer_name,
        killer_team,
        victim_guid,
        victim_name,
        victim_team,
        kill_time as written_ms
    from spawn_timings
),

hit as (
    select
        round_id,
        round_revision,
        line_number,
        'HITS' as source,
        0 as list_rank,
        true as is_team_kill,
        killer_guid,
        killer_name,
        team as killer_team,
        victim_guid,
        victim_name,
        team as victim_team,
        written_ms
    from team_kills
),

-- Team kills are no part of the choice: each is in this list or in the one before.
fought as (
    select
        engagements.round_id,
        engagements.round_revision,
        engagements.line_number,
        'ENGAGEMENTS' as source,
        case when verdicts.killed_by = 'team_mate' then 0 else 3 end as list_rank,
        case verdicts.killed_by when 'team_mate' then true when 'enemy' then false end as is_team_kill,
        engagements.killer_guid,
        engagements.killer_name,
        verdicts.killer_team,
        engagements.target_guid as victim_guid,
        engagements.target_name as victim_name,
        verdicts.target_team as victim_team,
        engagements.ended_ms as written_ms
    from engagements
    inner join verdicts
        on engagements.round_id = verdicts.round_id
        and engagements.line_number = verdicts.line_number
    left join team_kills
        on engagements.round_id = team_kills.round_id
        and engagements.ended_ms = team_kills.written_ms
        and coalesce(engagements.target_guid, '') = coalesce(team_kills.victim_guid, '')
        and verdicts.killed_by = 'team_mate'
    where
        verdicts.killed_by in ('enemy', 'unknown')
        or (verdicts.killed_by = 'team_mate' and team_kills.line_number is null)
),

listed as (
    select * from positioned
    union all
    select * from timed
    union all
    select * from hit
    union all
    select * from fought
),

-- The kill lists disagree; the cleanest one that has rows counts for the whole round (H1).
chosen as (
    select
        *,
        min(nullif(list_rank, 0)) over (partition by round_id) as best_rank
    from listed
),

final as (
    select
        chosen.round_id,
        chosen.round_revision,
        chosen.line_number,
        chosen.source,
        chosen.is_team_kill,
        chosen.killer_guid,
        chosen.killer_name,
        chosen.killer_team,
        chosen.victim_guid,
        chosen.victim_name,
        chosen.victim_team,
        {{ actor_key('chosen.killer_guid', 'chosen.killer_name') }} as killer_key,
        {{ actor_key('chosen.victim_guid', 'chosen.victim_name') }} as victim_key,
        chosen.written_ms,
        {{ on_round_axis('chosen.written_ms') }} as killed_ms
    from chosen
    left join clocks on chosen.round_id = clocks.round_id
    where chosen.list_rank = 0 or chosen.list_rank = chosen.best_rank
)

select * from final
