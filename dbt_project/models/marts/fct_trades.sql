{{ config(materialized=view_or_stored('incremental')) }}

with

trades as (
    {{ clocked_rows(source('staging', 'trade_kills')) }}
),

final as (
    select
        {{ line_key('trades') }} as trade_key,
        round_id,
        line_number,
        {{ person_id('trader_guid') }} as trader_player_id,
        {{ person_id('original_victim_guid') }} as avenged_player_id,
        {{ person_id('original_killer_guid') }} as punished_player_id,
        trader_guid,
        trader_name,
        original_victim_guid as avenged_guid,
        original_victim_name as avenged_name,
        original_killer_guid as punished_guid,
        original_killer_name as punished_name,
        original_kill_time - clock_shift_ms as avenged_death_ms,
        original_kill_time as avenged_death_ms_as_written,
        traded_kill_time - clock_shift_ms as traded_ms,
        traded_kill_time as traded_ms_as_written,
        delta_ms as delay_ms
    from trades
)

select * from final
