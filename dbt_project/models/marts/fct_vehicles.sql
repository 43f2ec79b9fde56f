{{ config(materialized=view_or_stored('incremental')) }}

with

vehicles as (
    {{ rows_to_build(source('staging', 'vehicle_progress')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- Before 2026-08-12 the position was misread: no way at all, or one across the universe. Trackers that write their full
-- version (6.11) are younger.
judged as (
    select
        vehicles.*,
        {{ is_off_map('vehicles.start_x', 'vehicles.start_y', 'vehicles.start_z') }} as is_start_unreadable,
        {{ is_off_map('vehicles.end_x', 'vehicles.end_y', 'vehicles.end_z') }} as is_end_unreadable,
        (
            {{ is_off_map('vehicles.start_x', 'vehicles.start_y', 'vehicles.start_z') }}
            or {{ is_off_map('vehicles.end_x', 'vehicles.end_y', 'vehicles.end_z') }}
            or (vehicles.total_distance = 0 and rounds.tracker_version is null)
        ) as is_way_unreadable
    from vehicles
    inner join rounds on vehicles.round_id = rounds.round_id
),

final as (
    select
        {{ line_key('judged') }} as vehicle_key,
        round_id,
        line_number,
        vehicle_name,
        vehicle_type,
        destroyed_count,
        case when max_health >= 0 then max_health end as max_health,
        max_health as max_health_as_written,
        case when final_health >= 0 then final_health end as final_health,
        final_health as final_health_as_written,
        case when not is_start_unreadable then start_x end as start_x,
        case when not is_start_unreadable then start_y end as start_y,
        case when not is_start_unreadable then start_z end as start_z,
        start_x as start_x_as_written,
        start_y as start_y_as_written,
        start_z as start_z_as_written,
        case when not is_end_unreadable then end_x end as end_x,
        case when not is_end_unreadable then end_y end as end_y,
        case when not is_end_unreadable then end_z end as end_z,
        end_x as end_x_as_written,
        end_y as end_y_as_written,
        end_z as end_z_as_written,
        case when not is_way_unreadable then total_distance end as distance_units,
        total_distance as distance_units_as_written,
        {{ repair_reasons({
            'vehicle_position_unreadable': 'is_start_unreadable or is_end_unreadable',
            'vehicle_way_unreadable': 'is_way_unreadable',
            'vehicle_health_sentinel': 'max_health < 0 or final_health < 0'
        }) }} as repair_reasons
    from judged
)

select * from final
