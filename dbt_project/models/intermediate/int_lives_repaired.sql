{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

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

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

verdicts as (
    {{ built_rows_of_pending(ref('int_engagements_classified')) }}
),

movements as (
    {{ loaded_rows_of_pending(ref('stg_life_movement')) }}
),

-- What the engagements say about a death: who was killed when, by an enemy or by a team-mate (6.4).
deaths as (
    select
        engagements.round_id,
        {{ actor_key('engagements.target_guid', 'engagements.target_name') }} as actor_key,
        engagements.ended_ms,
        bool_or(verdicts.killed_by = 'enemy') as is_by_enemy
    from engagements
    inner join verdicts
        on engagements.round_id = verdicts.round_id
        and engagements.line_number = verdicts.line_number
    where verdicts.killed_by in ('enemy', 'team_mate')
    group by 1, 2, 3
),

-- The tracker takes the Allied carbine for a suicide and the Kar98 for a fall (F5); V4.0 writes no type at all.
retyped as (
    select
        tracks.*,
        lives.actor_key,
        lives.is_copy,
        lives.is_cut,
        lives.ended_ms as bounded_end_ms,
        case
            when tracks.end_type not in ('selfkill', 'fallen') then null
            when deaths.is_by_enemy then 'killed'
            when not deaths.is_by_enemy then 'teamkill'
        end as repaired_end_type,
        coalesce(movements.point_count, 0) as point_count
    from tracks
    inner join lives
        on tracks.round_id = lives.round_id
        and tracks.line_number = lives.line_number
    left join deaths
        on lives.round_id = deaths.round_id
        and lives.actor_key = deaths.actor_key
        and tracks.ended_ms = deaths.ended_ms
    left join movements
        on tracks.round_id = movements.round_id
        and tracks.line_number = movements.line_number
),

final as (
    select
        round_id,
        round_revision,
        line_number,
        is_cut,
        -- Time before 0 is warm-up (B4).
        greatest(spawned_ms, 0) as spawned_ms,
        bounded_end_ms as ended_ms,
        greatest(bounded_end_ms, 0) - greatest(spawned_ms, 0) as alive_ms,
        coalesce(repaired_end_type, end_type) as end_type,
        case when repaired_end_type is not null then 'engagement_killer' end as end_type_reason,
        case
            when is_copy then 'copy_of_life'
            when bounded_end_ms is null then 'end_not_recorded'
            when bounded_end_ms <= 0 then 'before_round'
            when sample_count is null or sample_count != point_count then 'path_incomplete'
        end as exclusion_reason
    from retyped
)

select * from final
