{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

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

-- The kill lists disagree; the cleanest one that has rows counts for the whole round (H1).
lists as (
    select round_id, 'COMBAT_POSITIONS' as source, 1 as rank_of_list
    from combat_positions
    union
    select round_id, 'SPAWN_TIMING', 2
    from spawn_timings
),

best_lists as (
    select
        round_id,
        min(rank_of_list) as rank_of_list
    from lists
    group by round_id
),

positioned as (
    select
        round_id,
        round_revision,
        line_number,
        'COMBAT_POSITIONS' as source,
        false as is_team_kill,
        atk_guid as killer_guid,
        atk_name as killer_name,
        atk_team as killer_team,
        atk_class as killer_class,
        vic_guid as victim_guid,
        vic_name as victim_name,
        vic_team as victim_team,
        vic_class as victim_class,
        nullif(weapon, 0) as weapon_id,
        "mod" as means_of_death,
        (ax = 0 and ay = 0 and az = 0) as is_killer_unreadable,
        (vx = 0 and vy = 0 and vz = 0) as is_victim_unreadable,
        ax as killer_x,
        ay as killer_y,
        az as killer_z,
        vx as victim_x,
        vy as victim_y,
        vz as victim_z,
        killer_health,
        axis_alive,
        allies_alive,
        time as written_ms
    from combat_positions
),

timed as (
    select spawn_timings.*
    from spawn_timings
    inner join best_lists
        on spawn_timings.round_id = best_lists.round_id
        and best_lists.rank_of_list = 2
),

-- Team kills are in no other list.
fought as (
    select
        engagements.*,
        verdicts.killed_by,
        verdicts.killer_team,
        verdicts.target_team as victim_team
    from engagements
    inner join verdicts
        on engagements.round_id = verdicts.round_id
        and engagements.line_number = verdicts.line_number
    left join best_lists on engagements.round_id = best_lists.round_id
    where
        verdicts.killed_by = 'team_mate'
        or (verdicts.killed_by in ('enemy', 'unknown') and best_lists.round_id is null)
),

final as (
    select * from positioned
    union all
    select
        round_id,
        round_revision,
        line_number,
        'SPAWN_TIMING',
        false,
        killer_guid,
        killer_name,
        killer_team,
        null,
        victim_guid,
        victim_name,
        victim_team,
        null,
        null,
        null,
        false,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        kill_time
    from timed
    union all
    select
        round_id,
        round_revision,
        line_number,
        'ENGAGEMENTS',
        case killed_by when 'team_mate' then true when 'enemy' then false end,
        killer_guid,
        killer_name,
        killer_team,
        null,
        target_guid,
        target_name,
        victim_team,
        null,
        null,
        null,
        false,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        ended_ms
    from fought
)

select * from final
