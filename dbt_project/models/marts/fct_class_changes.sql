{{ config(materialized=view_or_stored('incremental')) }}

with

changes as (
    {{ clocked_rows(source('staging', 'class_changes')) }}
),

final as (
    select
        {{ line_key('changes') }} as class_change_key,
        round_id,
        line_number,
        {{ person_id('guid') }} as player_id,
        guid,
        name as player_name,
        team,
        from_class,
        to_class,
        slot,
        time - clock_shift_ms as changed_ms,
        time as changed_ms_as_written
    from changes
)

select * from final
