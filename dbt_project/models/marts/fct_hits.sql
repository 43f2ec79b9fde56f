{{ config(materialized=view_or_stored('incremental')) }}

with

hits as (
    {{ clocked_rows(source('staging', 'hits')) }}
),

weapons as (
    select * from {{ ref('dim_weapons') }}
),

judged as (
    select
        *,
        ax as attacker_x,
        ay as attacker_y,
        az as attacker_z,
        tx as target_x,
        ty as target_y,
        tz as target_z,
        (not is_body_hit and damage >= target_health) as is_fatal,
        (yaw = 0 and pitch = 0) as is_view_unknown,
        {{ is_unreadable('ax', 'ay', 'az') }} as is_attacker_unreadable,
        {{ is_unreadable('tx', 'ty', 'tz') }} as is_target_unreadable
    from hits
),

final as (
    select
        {{ line_key('judged') }} as hit_key,
        judged.round_id,
        judged.line_number,
        {{ person_id('judged.attacker_guid') }} as attacker_player_id,
        {{ person_id('judged.target_guid') }} as target_player_id,
        judged.attacker_guid,
        judged.target_guid,
        judged.attacker_slot,
        judged.target_slot,
        case judged.hit_region
            when 0 then 'head'
            when 1 then 'arms'
            when 2 then 'body'
            when 3 then 'legs'
        end as hit_region,
        judged.hit_region as region_number,
        judged.weapon as weapon_id,
        weapons.weapon_name,
        weapons.weapon_class,
        judged.means_of_death,
        judged.damage,
        judged.target_health,
        case when judged.is_body_hit then 0 else least(judged.damage, judged.target_health) end as health_taken,
        case when not judged.is_attacker_unreadable then judged.attacker_x end as attacker_x,
        case when not judged.is_attacker_unreadable then judged.attacker_y end as attacker_y,
        case when not judged.is_attacker_unreadable then judged.attacker_z end as attacker_z,
        case when not judged.is_target_unreadable then judged.target_x end as target_x,
        case when not judged.is_target_unreadable then judged.target_y end as target_y,
        case when not judged.is_target_unreadable then judged.target_z end as target_z,
        case
            when not judged.is_attacker_unreadable and not judged.is_target_unreadable
                then {{ distance('judged.attacker', 'judged.target') }}
        end as distance_units,
        case when not judged.is_view_unknown then judged.yaw end as yaw_degrees,
        case when not judged.is_view_unknown then judged.pitch end as pitch_degrees,
        judged.is_team_hit,
        judged.is_body_hit,
        judged.is_fatal,
        {{ repair_reasons({
            'view_unavailable': 'judged.is_view_unknown',
            'position_unreadable': 'judged.is_attacker_unreadable or judged.is_target_unreadable'
        }) }} as repair_reasons,
        judged.time - judged.clock_shift_ms as hit_ms,
        judged.time as hit_ms_as_written
    from judged
    left join weapons on judged.weapon = weapons.weapon_id
)

select * from final
