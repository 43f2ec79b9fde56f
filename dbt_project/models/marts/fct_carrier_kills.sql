{{ config(materialized=view_or_stored('incremental')) }}

with

kills as (
    {{ clocked_rows(source('staging', 'carrier_kills')) }}
),

final as (
    select
        {{ line_key('kills') }} as carrier_kill_key,
        round_id,
        line_number,
        {{ person_id('killer_guid') }} as killer_player_id,
        {{ person_id('carrier_guid') }} as carrier_player_id,
        killer_guid,
        killer_name,
        killer_team,
        carrier_guid,
        carrier_name,
        carrier_team,
        case flag_team when 'redflag' then 'AXIS' when 'blueflag' then 'ALLIES' end as owner_team,
        flag_team as item,
        means_of_death,
        carrier_distance_at_kill as carried_units,
        kill_time - clock_shift_ms as killed_ms,
        kill_time as killed_ms_as_written
    from kills
)

select * from final
