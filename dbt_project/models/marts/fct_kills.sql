{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

listed as (
    {{ built_rows_of_pending(ref('int_kills_listed')) }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

attackers as (
    {{ built_rows_of_pending(ref('fct_engagement_attackers')) }}
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
        coalesce(
            bool_or(sections.section_name = 'TEAM_COHESION' and sections.column_line like '%sample_time;%'), false
        )
        or coalesce(max(clocks.clock_shift_ms), 0) != 0 as has_false_waits
    from rounds
    left join sections on rounds.round_id = sections.round_id
    left join clocks on rounds.round_id = clocks.round_id
    group by rounds.round_id, rounds.banner_version
),

identified as (
    select
        listed.*,
        {{ actor_key('listed.killer_guid', 'listed.killer_name') }} as killer_key,
        {{ actor_key('listed.victim_guid', 'listed.victim_name') }} as victim_key,
        {{ on_round_axis('listed.written_ms') }} as killed_ms
    from listed
    left join clocks on listed.round_id = clocks.round_id
),

fights as (
    select
        *,
        {{ actor_key('target_guid', 'target_name') }} as victim_key,
        row_number() over (
            partition by round_id, {{ actor_key('target_guid', 'target_name') }}, ended_ms_as_written
            order by line_number
        ) as fight_rank
    from engagements
    where killed_by is not null
),

killers_weapons as (
    select
        round_id,
        line_number,
        {{ actor_key('attacker_guid', 'attacker_name') }} as killer_key,
        max(main_weapon_id) as weapon_id
    from attackers
    group by 1, 2, 3
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
    select round_id, actor_key, revived_ms, 'revived'
    from revives
),

-- When and how the victim came back.
risen as (
    select
        identified.round_id,
        identified.line_number,
        rises.rose_ms,
        rises.outcome,
        row_number() over (
            partition by identified.round_id, identified.line_number
            order by rises.rose_ms, rises.outcome
        ) as rise_rank
    from identified
    inner join rises
        on identified.round_id = rises.round_id
        and identified.victim_key = rises.actor_key
        and identified.killed_ms < rises.rose_ms
),

evidenced as (
    select
        identified.*,
        fights.engagement_key,
        fights.target_team as life_victim_team,
        fights.killer_team as life_killer_team,
        fights.end_x,
        fights.end_y,
        fights.end_z,
        coalesce(identified.weapon_id, killers_weapons.weapon_id) as known_weapon_id,
        -- Means without a weapon of their own show the weapon in hand (6.6, H7).
        case
            when identified.weapon_id is not null
                and identified.means_of_death not in (0, 1, 2, 3, 21, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 47, 48, 49, 58, 59, 60)
                then 'means_of_death'
            when coalesce(identified.weapon_id, killers_weapons.weapon_id) is not null then 'held'
        end as weapon_source,
        outcomes.outcome as written_outcome,
        outcomes.outcome_time as written_resolved_ms,
        outcomes.effective_denied_ms,
        outcomes.gibber_guid,
        waits.line_number is not null as has_wait,
        case when waits.enemy_spawn_interval > 0 and not qualified.has_false_waits then waits.enemy_spawn_interval end
            as victim_spawn_interval_ms,
        case when waits.enemy_spawn_interval > 0 and not qualified.has_false_waits then waits.time_to_next_spawn end
            as victim_wait_ms,
        case when qualified.has_revives then risen.outcome end as risen_outcome,
        case when qualified.has_revives then risen.rose_ms end as rose_ms,
        not qualified.is_v6 and outcomes.outcome in ('gibbed', 'tapped_out') as is_outcome_unreliable,
        {{ on_round_axis('outcomes.outcome_time') }} as outcome_ms
    from identified
    inner join qualified on identified.round_id = qualified.round_id
    left join clocks on identified.round_id = clocks.round_id
    left join fights
        on identified.round_id = fights.round_id
        and identified.victim_key = fights.victim_key
        and identified.written_ms = fights.ended_ms_as_written
        and fights.fight_rank = 1
    left join killers_weapons
        on fights.round_id = killers_weapons.round_id
        and fights.line_number = killers_weapons.line_number
        and identified.killer_key = killers_weapons.killer_key
    left join outcomes
        on identified.round_id = outcomes.round_id
        and identified.victim_key = outcomes.victim_key
        and identified.written_ms = outcomes.kill_time
        and outcomes.outcome_rank = 1
    left join waits
        on identified.round_id = waits.round_id
        and identified.victim_key = waits.victim_key
        and identified.written_ms = waits.kill_time
        and waits.wait_rank = 1
    left join risen
        on identified.round_id = risen.round_id
        and identified.line_number = risen.line_number
        and risen.rise_rank = 1
),

final as (
    select
        {{ line_key('evidenced') }} as kill_key,
        engagement_key,
        round_id,
        round_revision,
        line_number,
        source,
        {{ person_id('killer_guid') }} as killer_player_id,
        {{ person_id('victim_guid') }} as victim_player_id,
        killer_guid,
        killer_name,
        coalesce(life_killer_team, killer_team) as killer_team,
        killer_team as killer_team_as_written,
        killer_class,
        victim_guid,
        victim_name,
        coalesce(life_victim_team, victim_team) as victim_team,
        victim_team as victim_team_as_written,
        victim_class,
        known_weapon_id as weapon_id,
        weapon_source,
        means_of_death,
        cast(case when not is_killer_unreadable then killer_x end as double precision) as killer_x,
        cast(case when not is_killer_unreadable then killer_y end as double precision) as killer_y,
        cast(case when not is_killer_unreadable then killer_z end as double precision) as killer_z,
        case when not is_victim_unreadable then coalesce(cast(victim_x as double precision), end_x) end as victim_x,
        case when not is_victim_unreadable then coalesce(cast(victim_y as double precision), end_y) end as victim_y,
        case when not is_victim_unreadable then coalesce(cast(victim_z as double precision), end_z) end as victim_z,
        case when not is_killer_unreadable and not is_victim_unreadable then {{ distance('killer', 'victim') }} end
            as distance_units,
        case when killer_health > 0 then killer_health end as killer_health,
        killer_health as killer_health_as_written,
        axis_alive,
        allies_alive,
        case
            when is_outcome_unreliable then null
            else coalesce(written_outcome, risen_outcome)
        end as outcome,
        written_outcome as outcome_as_written,
        {{ person_id('gibber_guid') }} as gibber_player_id,
        is_team_kill,
        killer_health <= 0 as is_posthumous,
        {{ repair_reasons({
            'team_from_life': 'life_killer_team != killer_team or life_victim_team != victim_team',
            'origin_unreadable': 'is_killer_unreadable or is_victim_unreadable',
            'weapon_held': "weapon_source = 'held' and source = 'COMBAT_POSITIONS'",
            'posthumous_kill': 'killer_health <= 0',
            'outcome_unreliable': 'is_outcome_unreliable',
            'outcome_from_lives': 'written_outcome is null and risen_outcome is not null',
            'denied_time_from_lives': 'rose_ms - killed_ms != effective_denied_ms',
            'spawn_wait_unknown': 'has_wait and victim_wait_ms is null',
        }) }} as repair_reasons,
        killed_ms,
        written_ms as killed_ms_as_written,
        case
            when is_outcome_unreliable then null
            when written_outcome is not null then outcome_ms
            else rose_ms
        end as resolved_ms,
        rose_ms - killed_ms as denied_ms,
        effective_denied_ms as denied_ms_as_written,
        victim_wait_ms,
        victim_spawn_interval_ms
    from evidenced
)

select * from final
