with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

sections as (
    select * from {{ ref('stg_round_sections') }}
),

players_seen as (
    select * from {{ ref('int_players_seen') }}
),

movements as (
    select * from {{ ref('stg_life_movement') }}
),

section_totals as (
    select
        round_id,
        {{ total('row_count') }} as row_count,
        {{ total('reject_count') }} as reject_count,
        {{ total("case when section_name = 'ENGAGEMENTS' then row_count else 0 end") }} as engagement_count,
        {{ total("case when section_name = 'PLAYER_TRACKS' then row_count else 0 end") }} as life_count,
        bool_or(section_name = 'KILL_HEATMAP' and row_count > 0) as has_kill_heatmap,
        bool_or(section_name = 'MOVEMENT_HEATMAP' and row_count > 0) as has_movement_heatmap,
        bool_or(section_name = 'REACTION_METRICS' and row_count > 0) as has_reactions,
        bool_or(section_name = 'OBJECTIVE_FOCUS' and row_count > 0) as has_objective_focus,
        -- The side branch of the tracker that shares banner V5 always writes this column line (7.0, 8).
        bool_or(section_name = 'TEAM_COHESION' and coalesce(column_line, '') like '%sample_time;%') as is_v5_fork
    from sections
    group by round_id
),

player_totals as (
    select
        round_id,
        round_revision,
        count(*) as player_count,
        count(*) filter (where is_bot) as bot_count,
        count(*) filter (where not is_bot) as human_count
    from players_seen
    group by round_id, round_revision
),

-- What the tracker really did: server frames round the interval up, and V3 does not state it (B9).
cadences as (
    select
        round_id,
        percentile_cont(0.5) within group (order by median_interval_ms) as measured_interval_ms
    from movements
    group by round_id
),

final as (
    select
        rounds.round_id,
        coalesce(player_totals.player_count, 0) as player_count,
        coalesce(player_totals.bot_count, 0) as bot_count,
        coalesce(player_totals.human_count, 0) as human_count,
        coalesce(section_totals.engagement_count, 0) as engagement_count,
        coalesce(section_totals.life_count, 0) as life_count,
        coalesce(section_totals.row_count, 0) as row_count,
        coalesce(section_totals.reject_count, 0) as reject_count,
        player_totals.bot_count > player_totals.human_count as is_bot_round,
        coalesce(section_totals.is_v5_fork, false) as is_v5_fork,
        coalesce(section_totals.has_kill_heatmap, false) as has_kill_heatmap,
        coalesce(section_totals.has_movement_heatmap, false) as has_movement_heatmap,
        coalesce(section_totals.has_reactions, false) as has_reactions,
        coalesce(section_totals.has_objective_focus, false) as has_objective_focus,
        cadences.measured_interval_ms
    from rounds
    left join section_totals on rounds.round_id = section_totals.round_id
    left join player_totals
        on rounds.round_id = player_totals.round_id
        and rounds.round_revision = player_totals.round_revision
    left join cadences on rounds.round_id = cadences.round_id
)

select * from final
