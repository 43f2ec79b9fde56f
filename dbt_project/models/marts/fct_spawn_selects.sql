{{ config(materialized=view_or_stored('incremental')) }}

with

selects as (
    {{ clocked_rows(source('staging', 'spawn_select')) }}
),

final as (
    select
        {{ line_key('selects') }} as spawn_select_key,
        round_id,
        line_number,
        {{ person_id('guid') }} as player_id,
        guid,
        name as player_name,
        team,
        case when spawn_index >= 0 then spawn_index end as spawn_point,
        spawn_index as spawn_point_as_written,
        {{ repair_reasons({
            'spawn_point_not_read': 'spawn_index < 0'
        }) }} as repair_reasons,
        time - clock_shift_ms as spawned_ms,
        time as spawned_ms_as_written,
        last_spawn_time as engine_spawn_ms
    from selects
)

select * from final
