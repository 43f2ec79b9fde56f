{{ config(materialized=view_or_stored('incremental')) }}

with

events as (
    {{ clocked_rows(source('staging', 'comm_events')) }}
),

final as (
    select
        {{ line_key('events') }} as comm_event_key,
        round_id,
        line_number,
        {{ person_id('guid') }} as player_id,
        guid,
        name as player_name,
        team,
        cmd as command,
        case
            when right(cmd, 5) = '_team' then 'team'
            when right(cmd, 6) = '_buddy' then 'fireteam'
            else 'everybody'
        end as audience,
        nullif(arg, '') as voice_macro,
        left(cmd, 4) = 'vsay' as is_voice,
        time - clock_shift_ms as sent_ms,
        time as sent_ms_as_written
    from events
)

select * from final
