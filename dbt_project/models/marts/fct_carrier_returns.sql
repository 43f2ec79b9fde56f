{{ config(materialized=view_or_stored('incremental')) }}

with

returns as (
    {{ clocked_rows(source('staging', 'carrier_returns')) }}
),

final as (
    select
        {{ line_key('returns') }} as carrier_return_key,
        round_id,
        line_number,
        {{ person_id('returner_guid') }} as returner_player_id,
        {{ person_id('original_carrier_guid') }} as carrier_player_id,
        returner_guid,
        returner_name,
        returner_team,
        'nearest_defender' as returner_source,
        original_carrier_guid as carrier_guid,
        case flag_team when 'redflag' then 'AXIS' when 'blueflag' then 'ALLIES' end as owner_team,
        flag_team as item,
        drop_x,
        drop_y,
        drop_z,
        drop_time - clock_shift_ms as dropped_ms,
        drop_time as dropped_ms_as_written,
        return_time - clock_shift_ms as returned_ms,
        return_time as returned_ms_as_written,
        return_delay_ms as delay_ms
    from returns
)

select * from final
