with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

sections as (
    select * from {{ ref('stg_round_sections') }}
),

coverages as (
    select * from {{ ref('dim_round_sections') }}
    where section_name in ('ENGAGEMENTS', 'PLAYER_TRACKS')
),

players_seen as (
    select * from {{ ref('int_players_seen') }}
),

section_totals as (
    select
        round_id,
        {{ total('row_count') }} as row_count,
        {{ total('reject_count') }} as reject_count,
        bool_or(section_name = 'KILL_HEATMAP' and row_count > 0) as has_kill_heatmap,
        bool_or(section_name = 'MOVEMENT_HEATMAP' and row_count > 0) as has_movement_heatmap,
        bool_or(section_name = 'REACTION_METRICS' and row_count > 0) as has_reactions,
        bool_or(section_name = 'OBJECTIVE_FOCUS' and row_count > 0) as has_objective_focus,
        -- The side branch of the tracker that shares banner V5 always writes this column line (7.0, 8).
        bool_or(section_name = 'TEAM_COHESION' and coalesce(column_line, '') like '%sample_time;%') as is_v5_fork
    from sections
    group by round_id
),

-- How many there were is unknown where a section without rows was perhaps not recorded at all (D1).
coverage_totals as (
    select
        round_id,
        max(case when section_name = 'ENGAGEMENTS' and (is_covered or row_count > 0) then row_count end)
            as engagement_count,
        max(case when section_name = 'PLAYER_TRACKS' and (is_covered or row_count > 0) then row_count end)
            as life_count,
        bool_or(section_name = 'ENGAGEMENTS' and is_covered) as is_engagements_covered,
        bool_or(section_name = 'PLAYER_TRACKS' and is_covered) as is_lives_covered
    from coverages
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

final as (
    select
        rounds.round_id,
        coalesce(player_totals.player_count, 0) as player_count,
        coalesce(player_totals.bot_count, 0) as bot_count,
        coalesce(player_totals.human_count, 0) as human_count,
        coverage_totals.engagement_count,
        coverage_totals.life_count,
        coalesce(section_totals.row_count, 0) as row_count,
        coalesce(section_totals.reject_count, 0) as reject_count,
        player_totals.bot_count > player_totals.human_count as is_bot_round,
        coalesce(section_totals.is_v5_fork, false) as is_v5_fork,
        coalesce(coverage_totals.is_engagements_covered, false) as is_engagements_covered,
        coalesce(coverage_totals.is_lives_covered, false) as is_lives_covered,
        coalesce(section_totals.has_kill_heatmap, false) as has_kill_heatmap,
        coalesce(section_totals.has_movement_heatmap, false) as has_movement_heatmap,
        coalesce(section_totals.has_reactions, false) as has_reactions,
        coalesce(section_totals.has_objective_focus, false) as has_objective_focus
    from rounds
    left join section_totals on rounds.round_id = section_totals.round_id
    left join coverage_totals on rounds.round_id = coverage_totals.round_id
    left join player_totals
        on rounds.round_id = player_totals.round_id
        and rounds.round_revision = player_totals.round_revision
)

select * from final
