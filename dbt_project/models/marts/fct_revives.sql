{{ config(materialized=view_or_stored('incremental')) }}

with

lines as (
    {{ rows_to_build(source('staging', 'revives')) }}
),

revives as (
    select
        round_id,
        line_number,
        medic_guid,
        medic_name,
        revived_guid,
        revived_name,
        x,
        y,
        z,
        distance_to_enemy as enemy_distance_units,
        nearest_enemy_guid,
        under_fire as is_under_fire,
        time as revived_ms
    from lines
),

windows as (
    {{ rows_to_build(ref('int_revives')) }}
),

final as (
    select
        {{ line_key('revives') }} as revive_key,
        revives.round_id,
        windows.round_revision,
        revives.line_number,
        {{ person_id('revives.revived_guid') }} as revived_player_id,
        revives.revived_guid,
        revives.revived_name,
        case
            when windows.is_reviver_recorded then {{ person_id('windows.reviver_guid') }}
            else {{ person_id('revives.medic_guid') }}
        end as reviver_player_id,
        case when windows.is_reviver_recorded then windows.reviver_name else revives.medic_name end as reviver_name,
        case
            when windows.is_reviver_recorded then 'engine'
            when revives.medic_guid is not null or revives.medic_name is not null then 'nearest_medic'
        end as reviver_source,
        revives.medic_guid as medic_guid_as_written,
        revives.medic_name as medic_name_as_written,
        {{ person_id('revives.nearest_enemy_guid') }} as nearest_enemy_player_id,
        case when not (revives.x = 0 and revives.y = 0 and revives.z = 0) then revives.x end as x,
        case when not (revives.x = 0 and revives.y = 0 and revives.z = 0) then revives.y end as y,
        case when not (revives.x = 0 and revives.y = 0 and revives.z = 0) then revives.z end as z,
        nullif(revives.enemy_distance_units, 0) as enemy_distance_units,
        case when not windows.is_proximity_tracker then revives.is_under_fire end as is_body_hit,
        case when windows.is_proximity_tracker then revives.is_under_fire end as is_medic_under_fire,
        {{ repair_reasons({
            'reviver_from_kill_outcome': "windows.is_reviver_recorded"
                " and coalesce(windows.reviver_guid, '') != coalesce(revives.medic_guid, '')",
            'reviver_is_guess': 'not windows.is_reviver_recorded'
                ' and (revives.medic_guid is not null or revives.medic_name is not null)',
            'no_living_enemy': 'revives.enemy_distance_units = 0',
            'origin_unreadable': 'revives.x = 0 and revives.y = 0 and revives.z = 0',
            'untracked_after_revive': 'windows.untracked_until_ms > windows.revived_ms',
        }) }} as repair_reasons,
        windows.revived_ms,
        revives.revived_ms as revived_ms_as_written,
        windows.untracked_until_ms,
        windows.untracked_until_ms - windows.revived_ms as untracked_ms
    from revives
    inner join windows
        on revives.round_id = windows.round_id
        and revives.line_number = windows.line_number
)

select * from final
