{{ config(materialized=view_or_stored('incremental')) }}

with

hits as (
    {{ clocked_rows(source('staging', 'hit_regions')) }}
),

weapons as (
    select * from {{ ref('dim_weapons') }}
),

counted as (
    select
        *,
        row_number() over (partition by round_id order by line_number) as hit_number
    from hits
),

final as (
    select
        {{ line_key('counted') }} as hit_key,
        counted.round_id,
        counted.line_number,
        {{ person_id('counted.attacker_guid') }} as attacker_player_id,
        {{ person_id('counted.victim_guid') }} as victim_player_id,
        counted.attacker_guid,
        counted.attacker_name,
        counted.victim_guid,
        counted.victim_name,
        case counted.region
            when 0 then 'head'
            when 1 then 'arms'
            when 2 then 'body'
            when 3 then 'legs'
        end as hit_region,
        counted.region as region_number,
        counted.weapon as weapon_id,
        weapons.weapon_name,
        counted.damage,
        {{ repair_reasons({
            'hit_regions_end_here': 'counted.hit_number = 5000'
        }) }} as repair_reasons,
        counted.time - counted.clock_shift_ms as hit_ms,
        counted.time as hit_ms_as_written
    from counted
    left join weapons on counted.weapon = weapons.weapon_id
)

select * from final
