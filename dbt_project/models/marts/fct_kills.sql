{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

kills as (
    {{ built_rows_of_pending(ref('int_kills_listed')) }}
),

followed as (
    {{ built_rows_of_pending(ref('int_kills_followed')) }}
),

positioned as (
    {{ built_rows_of_pending(ref('int_kills_positioned')) }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

attackers as (
    {{ built_rows_of_pending(ref('fct_engagement_attackers')) }}
),

-- The engagement that the kill closed.
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

final as (
    select
        {{ line_key('kills') }} as kill_key,
        fights.engagement_key,
        kills.round_id,
        kills.round_revision,
        kills.line_number,
        kills.source,
        {{ person_id('kills.killer_guid') }} as killer_player_id,
        {{ person_id('kills.victim_guid') }} as victim_player_id,
        kills.killer_guid,
        kills.killer_name,
        coalesce(fights.killer_team, kills.killer_team) as killer_team,
        kills.killer_team as killer_team_as_written,
        positioned.killer_class,
        kills.victim_guid,
        kills.victim_name,
        coalesce(fights.target_team, kills.victim_team) as victim_team,
        kills.victim_team as victim_team_as_written,
        positioned.victim_class,
        coalesce(positioned.weapon_id, killers_weapons.weapon_id) as weapon_id,
        case
            when positioned.weapon_id is not null and not positioned.is_weapon_held then 'means_of_death'
            when coalesce(positioned.weapon_id, killers_weapons.weapon_id) is not null then 'held'
        end as weapon_source,
        positioned.means_of_death,
        case when not positioned.is_killer_unreadable then positioned.killer_x end as killer_x,
        case when not positioned.is_killer_unreadable then positioned.killer_y end as killer_y,
        case when not positioned.is_killer_unreadable then positioned.killer_z end as killer_z,
        case
            when positioned.round_id is null then fights.end_x
            when not positioned.is_victim_unreadable then positioned.victim_x
        end as victim_x,
        case
            when positioned.round_id is null then fights.end_y
            when not positioned.is_victim_unreadable then positioned.victim_y
        end as victim_y,
        case
            when positioned.round_id is null then fights.end_z
            when not positioned.is_victim_unreadable then positioned.victim_z
        end as victim_z,
        case
            when not positioned.is_killer_unreadable and not positioned.is_victim_unreadable
                then {{ distance('positioned.killer', 'positioned.victim') }}
        end as distance_units,
        case when positioned.killer_health > 0 then positioned.killer_health end as killer_health,
        positioned.killer_health as killer_health_as_written,
        positioned.axis_alive,
        positioned.allies_alive,
        followed.outcome,
        followed.outcome_as_written,
        {{ person_id('followed.gibber_guid') }} as gibber_player_id,
        kills.is_team_kill,
        positioned.killer_health <= 0 as is_posthumous,
        {{ repair_reasons({
            'team_from_life': 'fights.killer_team != kills.killer_team or fights.target_team != kills.victim_team',
            'origin_unreadable': 'positioned.is_killer_unreadable or positioned.is_victim_unreadable',
            'weapon_held': "positioned.is_weapon_held and positioned.weapon_id is not null and kills.source != 'HITS'",
            'posthumous_kill': 'positioned.killer_health <= 0',
            'outcome_unreliable': 'followed.is_outcome_unreliable',
            'outcome_from_lives': 'followed.is_outcome_from_lives',
            'denied_time_from_lives': 'followed.denied_ms != followed.denied_ms_as_written',
            'spawn_wait_unknown': 'followed.is_wait_unknown',
        }) }} as repair_reasons,
        kills.killed_ms,
        kills.written_ms as killed_ms_as_written,
        followed.resolved_ms,
        followed.denied_ms,
        followed.denied_ms_as_written,
        followed.victim_wait_ms,
        followed.victim_spawn_interval_ms
    from kills
    inner join followed
        on kills.round_id = followed.round_id
        and kills.line_number = followed.line_number
    left join positioned
        on kills.round_id = positioned.round_id
        and kills.line_number = positioned.line_number
    left join fights
        on kills.round_id = fights.round_id
        and kills.victim_key = fights.victim_key
        and kills.written_ms = fights.ended_ms_as_written
        and fights.fight_rank = 1
    left join killers_weapons
        on fights.round_id = killers_weapons.round_id
        and fights.line_number = killers_weapons.line_number
        and kills.killer_key = killers_weapons.killer_key
)

select * from final
