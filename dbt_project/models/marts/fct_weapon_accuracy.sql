{{ config(materialized=view_or_stored('incremental')) }}

with

uses as (
    {{ rows_to_build(source('staging', 'weapon_accuracy')) }}
),

weapons as (
    select * from {{ ref('dim_weapons') }}
),

tracks as (
    {{ rows_to_build(ref('stg_player_tracks')) }}
),

side_changers as (
    {{ side_changers('tracks') }}
),

judged as (
    select
        uses.*,
        weapons.weapon_name,
        weapons.weapon_class,
        -- One shot of these can hit several people, or nobody for a while: hits are no part of the shots.
        coalesce(weapons.weapon_class in (
            'grenade', 'rifle_grenade', 'rocket', 'mortar', 'explosive', 'air_support', 'flamethrower', 'map'
        ), false) as is_splash,
        coalesce(weapons.weapon_class in (
            'pistol', 'smg', 'rifle', 'sniper', 'machine_gun', 'melee'
        ), false) as is_aimed,
        side_changers.guid is not null as is_side_changer,
        (uses.shots_fired < 0 or uses.hits < 0 or uses.kills < 0 or uses.headshots < 0) as is_negative
    from uses
    left join weapons on uses.weapon_id = weapons.weapon_id
    left join side_changers
        on uses.round_id = side_changers.round_id
        and uses.player_guid = side_changers.guid
),

final as (
    select
        {{ line_key('judged') }} as weapon_accuracy_key,
        round_id,
        line_number,
        {{ person_id('player_guid') }} as player_id,
        player_guid as guid,
        player_name,
        team,
        weapon_id,
        weapon_name,
        weapon_class,
        shots_fired,
        hits,
        kills,
        headshots,
        case
            when is_aimed and not is_negative and hits <= shots_fired then {{ share('hits', 'shots_fired') }}
        end as accuracy,
        is_splash,
        is_side_changer as team_may_be_stale,
        {{ repair_reasons({
            'team_may_be_stale': 'is_side_changer',
            'hits_without_shots': 'is_aimed and not is_negative and shots_fired = 0 and hits > 0',
            'more_hits_than_shots': 'is_aimed and not is_negative and shots_fired > 0 and hits > shots_fired'
        }) }} as repair_reasons,
        not is_negative as is_clean,
        case when is_negative then 'negative_count' end as exclusion_reason
    from judged
)

select * from final
