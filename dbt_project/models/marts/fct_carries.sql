{{ config(materialized=view_or_stored('incremental')) }}

with

carries as (
    {{ clocked_rows(source('staging', 'carrier_events')) }}
),

tracks as (
    {{ rows_to_build(ref('stg_player_tracks')) }}
    where end_type is null or end_type not in ('round_end', 'shutdown', 'disconnect')
),

combat_positions as (
    {{ rows_to_build(source('staging', 'combat_positions')) }}
),

-- Kills with the carbine or the Kar98 are no kills for the tracker (F5), but stand here.
enemy_kills as (
    select
        round_id,
        vic_guid,
        time,
        min(atk_guid) as killer_guid,
        min(atk_name) as killer_name
    from combat_positions
    group by round_id, vic_guid, time
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- A carrier whose death the tracker takes for no kill is closed at his respawn only, as `dropped` (7.23).
deaths as (
    select
        carries.round_id,
        carries.line_number,
        min(tracks.ended_ms) as died_ms
    from carries
    inner join tracks
        on carries.round_id = tracks.round_id
        and carries.carrier_guid = tracks.guid
        and carries.pickup_time <= tracks.ended_ms
        and carries.drop_time > tracks.ended_ms
    where carries.outcome = 'dropped'
    group by carries.round_id, carries.line_number
),

judged as (
    select
        carries.*,
        deaths.died_ms,
        enemy_kills.time is not null as is_killed_unnoticed,
        enemy_kills.killer_guid as unnoticed_killer_guid,
        enemy_kills.killer_name as unnoticed_killer_name,
        coalesce(deaths.died_ms, carries.drop_time) as end_time,
        deaths.died_ms is not null as is_closed_late,
        -- At the end of a round everybody stands on the intermission camera already; our own tracker knows better.
        carries.outcome = 'round_end' and not coalesce(rounds.is_proximity_tracker, false) as is_on_camera,
        (
            carries.outcome = 'dropped'
            and deaths.died_ms is null
            and abs(rounds.duration_ms - (carries.drop_time - carries.clock_shift_ms)) <= 2000
            and not coalesce(rounds.is_proximity_tracker, false)
        ) as is_perhaps_secured
    from carries
    inner join rounds on carries.round_id = rounds.round_id
    left join deaths
        on carries.round_id = deaths.round_id
        and carries.line_number = deaths.line_number
    left join enemy_kills
        on deaths.round_id = enemy_kills.round_id
        and carries.carrier_guid = enemy_kills.vic_guid
        and deaths.died_ms = enemy_kills.time
),

final as (
    select
        {{ line_key('judged') }} as carry_key,
        round_id,
        line_number,
        {{ person_id('carrier_guid') }} as carrier_player_id,
        {{ person_id('coalesce(unnoticed_killer_guid, killer_guid)') }} as killer_player_id,
        carrier_guid,
        carrier_name,
        carrier_team,
        coalesce(unnoticed_killer_guid, killer_guid) as killer_guid,
        coalesce(unnoticed_killer_name, killer_name) as killer_name,
        case flag_team when 'redflag' then 'AXIS' when 'blueflag' then 'ALLIES' end as owner_team,
        flag_team as item,
        case when is_killed_unnoticed then 'killed' else outcome end as outcome,
        outcome as outcome_as_written,
        path_samples as sample_count,
        pickup_x,
        pickup_y,
        pickup_z,
        case when not is_closed_late and not is_on_camera then drop_x end as drop_x,
        case when not is_closed_late and not is_on_camera then drop_y end as drop_y,
        case when not is_closed_late and not is_on_camera then drop_z end as drop_z,
        drop_x as drop_x_as_written,
        drop_y as drop_y_as_written,
        drop_z as drop_z_as_written,
        case when not is_closed_late then carry_distance end as carried_units,
        carry_distance as carried_units_as_written,
        case when not is_closed_late and not is_on_camera then beeline_distance end as beeline_units,
        beeline_distance as beeline_units_as_written,
        case when not is_closed_late and not is_on_camera then efficiency end as efficiency,
        efficiency as efficiency_as_written,
        is_closed_late as is_death_unnoticed,
        {{ repair_reasons({
            'carry_closed_after_death': 'is_closed_late',
            'carry_ends_on_camera': 'is_on_camera',
            'perhaps_secured': 'is_perhaps_secured'
        }) }} as repair_reasons,
        pickup_time - clock_shift_ms as picked_up_ms,
        pickup_time as picked_up_ms_as_written,
        end_time - clock_shift_ms as ended_ms,
        drop_time as ended_ms_as_written,
        end_time - pickup_time as duration_ms,
        duration_ms as duration_ms_as_written
    from judged
)

select * from final
