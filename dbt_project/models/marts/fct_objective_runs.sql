{{ config(materialized=view_or_stored('incremental')) }}

with

runs as (
    {{ clocked_rows(source('staging', 'objective_runs')) }}
),

escorts as (
    {{ rows_to_build(source('staging', 'objective_run_escorts')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

escort_counts as (
    select
        round_id,
        line_number,
        count(*) as escort_count
    from escorts
    group by round_id, line_number
),

-- Denied runs are written from 2026-08-17 on: by trackers that write their full version (6.11), else proven by a row.
judged as (
    select
        runs.*,
        coalesce(escort_counts.escort_count, 0) as escort_count,
        {{ is_unreadable('runs.obj_x', 'runs.obj_y', 'runs.obj_z') }} as is_objective_unreadable,
        (
            rounds.tracker_version is not null
            or bool_or(runs.run_type = 'denied') over (partition by runs.round_id)
        ) as is_denial_recorded
    from runs
    inner join rounds on runs.round_id = rounds.round_id
    left join escort_counts
        on runs.round_id = escort_counts.round_id
        and runs.line_number = escort_counts.line_number
),

final as (
    select
        {{ line_key('judged') }} as objective_run_key,
        round_id,
        line_number,
        {{ person_id('engineer_guid') }} as player_id,
        {{ person_id('killer_guid') }} as killer_player_id,
        engineer_guid as guid,
        engineer_name as player_name,
        engineer_team as team,
        killer_guid,
        killer_name,
        action_type,
        run_type,
        track_name as objective,
        case when not is_objective_unreadable then obj_x end as objective_x,
        case when not is_objective_unreadable then obj_y end as objective_y,
        case when not is_objective_unreadable then obj_z end as objective_z,
        approach_distance as approach_distance_units,
        beeline_distance as beeline_units,
        path_efficiency as efficiency,
        self_kills as own_kills,
        team_kills,
        escort_count,
        enemies_nearby as enemies_near_count,
        nearby_teammates as team_mates_near_count,
        run_type = 'denied' as is_denied,
        is_denial_recorded,
        {{ repair_reasons({
            'denied_runs_not_recorded': 'not is_denial_recorded',
            'position_unreadable': 'is_objective_unreadable'
        }) }} as repair_reasons,
        action_time - clock_shift_ms as ended_ms,
        action_time as ended_ms_as_written,
        approach_time_ms as approach_ms
    from judged
)

select * from final
