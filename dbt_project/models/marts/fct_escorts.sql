{{ config(materialized=view_or_stored('incremental')) }}

with

escorts as (
    {{ rows_to_build(source('staging', 'escort_credit')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- Before 2026-08-12 no movement was seen, so that mounted time has no way. Trackers that write their full version
-- (6.11) are younger.
judged as (
    select
        escorts.*,
        (escorts.total_escort_distance = 0 and rounds.tracker_version is null) as is_way_unreadable
    from escorts
    inner join rounds on escorts.round_id = rounds.round_id
),

final as (
    select
        {{ line_key('judged') }} as escort_key,
        round_id,
        line_number,
        {{ person_id('player_guid') }} as player_id,
        player_guid as guid,
        player_name,
        player_team as team,
        vehicle_name,
        samples as sample_count,
        case when not is_way_unreadable then total_escort_distance end as escort_distance_units,
        total_escort_distance as escort_distance_units_as_written,
        case when not is_way_unreadable then credit_distance end as credit_distance_units,
        credit_distance as credit_distance_units_as_written,
        {{ repair_reasons({
            'escort_way_unreadable': 'is_way_unreadable'
        }) }} as repair_reasons,
        mounted_time_ms as mounted_ms,
        case when not is_way_unreadable then proximity_time_ms end as near_ms,
        proximity_time_ms as near_ms_as_written
    from judged
)

select * from final
