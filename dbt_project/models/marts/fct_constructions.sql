{{ config(materialized=view_or_stored('table')) }}

with

events as (
    {{ clocked_rows(source('staging', 'construction_events')) }}
),

runs as (
    select * from {{ source('staging', 'objective_runs') }}
    where action_type = 'construction_complete' and track_name is not null
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- What was ever built on a map, and where: the engine's line that reports it names nothing.
constructibles as (
    select
        rounds.map_name,
        runs.track_name,
        runs.obj_x,
        runs.obj_y,
        runs.obj_z
    from runs
    inner join rounds on runs.round_id = rounds.round_id
    where not {{ is_unreadable('runs.obj_x', 'runs.obj_y', 'runs.obj_z') }}
    group by rounds.map_name, runs.track_name, runs.obj_x, runs.obj_y, runs.obj_z
),

distances as (
    select
        events.round_id,
        events.line_number,
        constructibles.track_name,
        {{ distance('events.player', 'constructibles.obj') }} as distance_units
    from events
    inner join rounds on events.round_id = rounds.round_id
    inner join constructibles on rounds.map_name = constructibles.map_name
    where events.event_type = 'construction_complete'
),

nearest as (
    select distinct on (round_id, line_number)
        round_id,
        line_number,
        track_name
    from distances
    where distance_units <= 200
    order by round_id, line_number, distance_units, track_name
),

final as (
    select
        {{ line_key('events') }} as construction_key,
        events.round_id,
        events.line_number,
        {{ person_id('events.player_guid') }} as player_id,
        events.player_guid as guid,
        events.player_name,
        events.player_team as team,
        events.event_type,
        coalesce(events.track_name, nearest.track_name) as objective,
        events.track_name as objective_as_written,
        events.player_x as x,
        events.player_y as y,
        events.player_z as z,
        events.event_type = 'flag_captured' as is_player_guessed,
        {{ repair_reasons({
            'constructible_by_position': 'events.track_name is null and nearest.track_name is not null',
            'perhaps_a_repaired_gun': "events.event_type = 'construction_complete'"
                " and coalesce(events.track_name, nearest.track_name) is null"
        }) }} as repair_reasons,
        events.event_time - events.clock_shift_ms as occurred_ms,
        events.event_time as occurred_ms_as_written
    from events
    left join nearest
        on events.round_id = nearest.round_id
        and events.line_number = nearest.line_number
)

select * from final
