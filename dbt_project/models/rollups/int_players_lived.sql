with

rounds as (
    select * from {{ ref('dim_rounds') }}
    where is_clean and is_lives_covered
),

lives as (
    select * from {{ ref('fct_lives') }}
    where player_id is not null and round_id in (select rounds.round_id from rounds)
),

revives as (
    select
        revived_player_id as player_id,
        {{ total('untracked_ms') }} as untracked_ms
    from {{ ref('fct_revives') }}
    where round_id in (select rounds.round_id from rounds)
    group by revived_player_id
),

-- Only clean lives count as time and movement; sprint only where it was recorded.
summed as (
    select
        player_id,
        count(*) as life_count,
        count(*) filter (where is_clean) as clean_life_count,
        {{ total('case when is_clean then alive_ms - coalesce(paused_ms, 0) end') }} as alive_ms,
        {{ total('case when is_clean then tracked_ms end') }} as tracked_ms,
        {{ exact_total('case when is_clean then path_distance_units end') }} as path_distance_units,
        {{ total('case when is_clean then moving_ms end') }} as moving_ms,
        {{ total('case when is_clean then sprint_ms end') }} as sprint_ms,
        {{ total('case when is_clean and sprint_ms is not null then tracked_ms end') }} as sprint_tracked_ms
    from lives
    group by player_id
),

final as (
    select
        summed.*,
        revives.untracked_ms
    from summed
    left join revives on summed.player_id = revives.player_id
)

select * from final
