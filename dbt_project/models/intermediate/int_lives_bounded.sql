{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

identified as (
    select
        round_id,
        round_revision,
        line_number,
        {{ actor_key('guid', 'player_name') }} as actor_key,
        team,
        spawned_ms,
        -- 0 means that the track has no end (ROUND_FILE_FORMAT 7.2).
        nullif(ended_ms, 0) as ended_ms
    from tracks
),

-- A failing round end wrote the same lives again and again: the first line counts (D11).
copied as (
    select
        *,
        row_number() over (
            partition by round_id, actor_key, spawned_ms, ended_ms
            order by line_number
        ) > 1 as is_copy
    from identified
),

-- At any instant the life with the latest spawn counts: the earlier one ends there (F2, F6).
followed as (
    select
        *,
        lead(spawned_ms) over (
            partition by round_id, actor_key, is_copy
            order by spawned_ms, line_number
        ) as next_spawned_ms
    from copied
),

final as (
    select
        round_id,
        round_revision,
        line_number,
        actor_key,
        team,
        is_copy,
        coalesce(next_spawned_ms < ended_ms, false) as is_cut,
        spawned_ms,
        least(ended_ms, next_spawned_ms) as ended_ms
    from followed
)

select * from final
