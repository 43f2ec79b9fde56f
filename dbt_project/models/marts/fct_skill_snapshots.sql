{{ config(materialized=view_or_stored('incremental')) }}

with

snapshots as (
    {{ rows_to_build(source('staging', 'skill_snapshot')) }}
),

final as (
    select
        {{ line_key('snapshots') }} as skill_snapshot_key,
        round_id,
        line_number,
        {{ person_id('guid') }} as player_id,
        guid,
        name as player_name,
        team,
        battle_sense as battle_sense_level,
        engineering as engineering_level,
        first_aid as first_aid_level,
        signals as signals_level,
        light_weapons as light_weapons_level,
        heavy_weapons as heavy_weapons_level,
        covertops as covert_ops_level
    from snapshots
)

select * from final
