{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

identified as (
    select
        tracks.round_id,
        tracks.round_revision,
        tracks.line_number,
        {{ actor_key('tracks.guid', 'tracks.player_name') }} as actor_key,
        tracks.team,
        -- Some ends are no deaths (ROUND_FILE_FORMAT 6.4); V4.0 writes no type.
        coalesce(tracks.end_type not in ('round_end', 'disconnect', 'shutdown', 'unknown'), true) as is_death,
        {{ on_round_axis('tracks.spawned_ms') }} as spawned_ms,
        -- 0 means that the track has no end (ROUND_FILE_FORMAT 7.2).
        {{ on_round_axis('nullif(tracks.ended_ms, 0)') }} as ended_ms
    from tracks
    left join clocks on tracks.round_id = clocks.round_id
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
        lead(spawned_ms) over next_life as next_spawned_ms,
        lead(team) over next_life as next_team
    from copied
    window next_life as (
        partition by round_id, actor_key, is_copy
        order by spawned_ms, line_number
    )
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
        is_death,
        coalesce(next_team != team, false) as is_before_team_change,
        spawned_ms,
        least(ended_ms, next_spawned_ms) as ended_ms,
        ended_ms as stated_end_ms,
        next_spawned_ms
    from followed
)

select * from final
