{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

sides as (
    {{ built_rows_of_pending(ref('int_attackers_crossfiring')) }}
),

verdicts as (
    {{ built_rows_of_pending(ref('int_engagements_classified')) }}
),

participants as (
    {{ loaded_rows_of_pending(ref('stg_engagement_crossfire_participants')) }}
),

weapons as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attacker_weapons')) }}
),

-- The writer puts 0:0 when it knew no weapon: that is unknown, not weapon 0 (7.1).
ranked_weapons as (
    select
        round_id,
        line_number,
        attacker_number,
        weapon_id,
        row_number() over (
            partition by round_id, line_number, attacker_number
            order by hit_count desc, weapon_id asc
        ) as weapon_rank
    from weapons
    where weapon_id != 0
),

written_participants as (
    select distinct
        round_id,
        line_number,
        coalesce(participant_guid, '') as participant_guid
    from participants
),

final as (
    select
        {{ line_key('attackers') }} || '-' || cast(attackers.attacker_number as text) as attacker_key,
        {{ line_key('attackers') }} as engagement_key,
        attackers.round_id,
        attackers.round_revision,
        attackers.line_number,
        attackers.attacker_number,
        {{ person_id('attackers.attacker_guid') }} as attacker_player_id,
        attackers.attacker_guid,
        attackers.attacker_name,
        sides.attacker_team,
        attackers.attacker_team as attacker_team_as_written,
        ranked_weapons.weapon_id as main_weapon_id,
        case when not (verdicts.is_synthetic and verdicts.enemy_count = 1) then attackers.damage end as damage,
        attackers.damage as damage_as_written,
        attackers.hits,
        sides.enemy_order,
        attackers.got_kill,
        sides.is_own_team,
        sides.is_crossfire_participant,
        written_participants.round_id is not null as is_crossfire_participant_as_written,
        {{ repair_reasons({
            'team_from_life': 'sides.attacker_team != attackers.attacker_team',
            'artificial_damage': 'verdicts.is_synthetic and verdicts.enemy_count = 1',
            'crossfire_among_enemies':
                'sides.is_crossfire_participant != (written_participants.round_id is not null)',
            'anonymous_attacker': person_id('attackers.attacker_guid') ~ " is null"
                " and coalesce(" ~ in_capitals('attackers.attacker_guid') ~ ", '') in ('', 'UNKNOWN')",
        }) }} as repair_reasons,
        case when verdicts.started_ms is not null then sides.first_hit_ms end as first_hit_ms,
        attackers.first_hit_ms as first_hit_ms_as_written,
        case when verdicts.started_ms is not null then sides.last_hit_ms end as last_hit_ms,
        attackers.last_hit_ms as last_hit_ms_as_written
    from attackers
    inner join sides
        on attackers.round_id = sides.round_id
        and attackers.line_number = sides.line_number
        and attackers.attacker_number = sides.attacker_number
    inner join verdicts
        on attackers.round_id = verdicts.round_id
        and attackers.line_number = verdicts.line_number
    left join ranked_weapons
        on attackers.round_id = ranked_weapons.round_id
        and attackers.line_number = ranked_weapons.line_number
        and attackers.attacker_number = ranked_weapons.attacker_number
        and ranked_weapons.weapon_rank = 1
    left join written_participants
        on attackers.round_id = written_participants.round_id
        and attackers.line_number = written_participants.line_number
        and coalesce(attackers.attacker_guid, '') = written_participants.participant_guid
)

select * from final
