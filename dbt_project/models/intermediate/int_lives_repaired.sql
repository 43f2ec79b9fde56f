{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

verdicts as (
    {{ built_rows_of_pending(ref('int_engagements_classified')) }}
),

placed as (
    {{ built_rows_of_pending(ref('int_engagements_placed')) }}
),

combat_positions as (
    {{ loaded_rows_of_pending(source('staging', 'combat_positions')) }}
),

spawn_timings as (
    {{ loaded_rows_of_pending(source('staging', 'spawn_timing')) }}
),

movements as (
    {{ loaded_rows_of_pending(ref('stg_life_movement')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- What the other sections say about a death, the best witness first (6.4).
testimonies as (
    select round_id, {{ actor_key('vic_guid', 'vic_name') }} as actor_key, time as written_ms, 1 as witness
    from combat_positions
    union all
    select round_id, {{ actor_key('victim_guid', 'victim_name') }} as actor_key, kill_time as written_ms, 2 as witness
    from spawn_timings
),

-- Only enemy kills are in these two sections.
enemy_kills as (
    select
        testimonies.round_id,
        testimonies.actor_key,
        {{ on_round_axis('testimonies.written_ms') }} as died_ms,
        min(testimonies.witness) as witness
    from testimonies
    left join clocks on testimonies.round_id = clocks.round_id
    group by 1, 2, 3
),

fought_deaths as (
    select
        placed.round_id,
        placed.target_key as actor_key,
        placed.ended_ms as died_ms,
        bool_or(verdicts.killed_by in ('enemy', 'unknown')) as is_by_enemy,
        bool_or(verdicts.killed_by = 'team_mate') as is_by_team_mate,
        bool_or(verdicts.killed_by = 'self') as is_by_self
    from placed
    inner join verdicts
        on placed.round_id = verdicts.round_id
        and placed.line_number = verdicts.line_number
    where verdicts.killed_by is not null
    group by 1, 2, 3
),

-- At the end of the round several lives end at once.
ended as (
    select
        *,
        count(*) over (partition by round_id, stated_end_ms) > 1
        and stated_end_ms = max(stated_end_ms) over (partition by round_id) as is_last_end
    from lives
),

-- The tracker takes the Allied carbine for a suicide and the Kar98 for a fall (F5); V4.0 writes no type at all.
witnessed as (
    select
        ended.*,
        tracks.end_type as written_type,
        tracks.sample_count,
        {{ on_round_axis('tracks.first_move_ms') }} as first_move_ms,
        coalesce(movements.point_count, 0) as point_count,
        coalesce(movements.lifeless_ms, 0) as lifeless_ms,
        coalesce(movements.dead_ms, 0) as dead_ms,
        enemy_kills.witness,
        case
            when enemy_kills.witness is not null or fought_deaths.is_by_enemy then 'killed'
            when fought_deaths.is_by_team_mate then 'teamkill'
            when tracks.end_type is not null then null
            when fought_deaths.is_by_self then 'selfkill'
            when fought_deaths.actor_key is not null then 'world'
        end as witnessed_type
    from ended
    inner join tracks
        on ended.round_id = tracks.round_id
        and ended.line_number = tracks.line_number
    left join enemy_kills
        on ended.round_id = enemy_kills.round_id
        and ended.actor_key = enemy_kills.actor_key
        and ended.stated_end_ms = enemy_kills.died_ms
    left join fought_deaths
        on ended.round_id = fought_deaths.round_id
        and ended.actor_key = fought_deaths.actor_key
        and ended.stated_end_ms = fought_deaths.died_ms
    left join movements
        on ended.round_id = movements.round_id
        and ended.line_number = movements.line_number
    left join clocks on ended.round_id = clocks.round_id
),

reasoned as (
    select
        *,
        case
            when written_type not in ('selfkill', 'fallen') then null
            when witnessed_type is not null and witness = 1 then 'end_type_by_combat_positions'
            when witnessed_type is not null and witness = 2 then 'end_type_by_spawn_timing'
            when witnessed_type is not null then 'end_type_by_engagement'
            when written_type is not null then null
            when is_last_end then 'end_type_by_round_end'
            when stated_end_ms >= next_spawned_ms then 'end_type_by_next_spawn'
        end as end_type_reason
    from witnessed
),

final as (
    select
        round_id,
        round_revision,
        line_number,
        is_cut,
        stated_end_ms is null and ended_ms is not null as is_end_from_next_spawn,
        -- Time before 0 is warm-up (B4).
        greatest(spawned_ms, 0) as spawned_ms,
        coalesce(spawned_ms < 0 and ended_ms > 0, false) as is_spawned_before_round,
        case when first_move_ms >= greatest(spawned_ms, 0) then first_move_ms end as first_move_ms,
        ended_ms,
        case
            when ended_ms is not null
                then greatest(greatest(ended_ms, 0) - greatest(spawned_ms, 0) - lifeless_ms - dead_ms, 0)
        end as alive_ms,
        lifeless_ms,
        case
            when end_type_reason = 'end_type_by_round_end' then 'round_end'
            when end_type_reason = 'end_type_by_next_spawn' then 'unknown'
            when end_type_reason is not null then witnessed_type
            else written_type
        end as end_type,
        end_type_reason,
        coalesce(is_before_team_change and written_type = 'selfkill' and end_type_reason is null, false)
            as is_team_change,
        case
            when is_copy then 'copy_of_life'
            when ended_ms is null then 'end_not_recorded'
            when ended_ms <= 0 then 'before_round'
            when sample_count is null or sample_count != point_count then 'path_incomplete'
        end as exclusion_reason
    from reasoned
)

select * from final
