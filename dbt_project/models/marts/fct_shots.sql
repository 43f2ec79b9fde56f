{{ config(materialized=view_or_stored('incremental')) }}

with

shots as (
    {{ clocked_rows(source('staging', 'shot_fired')) }}
),

weapons as (
    select * from {{ ref('dim_weapons') }}
),

judged as (
    select
        *,
        (yaw = 0 and pitch = 0) as is_view_unknown,
        {{ is_unreadable('ox', 'oy', 'oz') }} as is_origin_unknown
    from shots
),

final as (
    select
        {{ line_key('judged') }} as shot_key,
        judged.round_id,
        judged.line_number,
        {{ person_id('judged.guid') }} as player_id,
        judged.guid,
        judged.weapon as weapon_id,
        weapons.weapon_name,
        weapons.weapon_class,
        case when not judged.is_origin_unknown then judged.ox end as x,
        case when not judged.is_origin_unknown then judged.oy end as y,
        case when not judged.is_origin_unknown then judged.oz end as z,
        case when not judged.is_view_unknown then judged.yaw end as yaw_degrees,
        case when not judged.is_view_unknown then judged.pitch end as pitch_degrees,
        {{ repair_reasons({
            'view_unavailable': 'judged.is_view_unknown',
            'position_unreadable': 'judged.is_origin_unknown'
        }) }} as repair_reasons,
        judged.time - judged.clock_shift_ms as fired_ms,
        judged.time as fired_ms_as_written
    from judged
    left join weapons on judged.weapon = weapons.weapon_id
)

select * from final
