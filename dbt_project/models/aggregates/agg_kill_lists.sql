{{ config(
    materialized=view_or_stored('incremental'),
    meta={'round_state': ['dim_rounds', 'map_name']},
) }}

with

rounds as (
    {{ rows_to_build(ref('dim_rounds')) }}
),

listed_kills as (
    {{ rows_to_build(ref('fct_kills')) }}
),

combat_position_lines as (
    {{ rows_to_build(source('staging', 'combat_positions')) }}
),

spawn_timing_lines as (
    {{ rows_to_build(source('staging', 'spawn_timing')) }}
),

kill_outcome_lines as (
    {{ rows_to_build(source('staging', 'kill_outcome')) }}
),

fights as (
    {{ rows_to_build(ref('fct_engagements')) }}
),

tracked_lives as (
    {{ rows_to_build(ref('fct_lives')) }}
),

kills as (
    select
        round_id,
        count(*) filter (where not is_team_kill) as enemy_kills,
        count(*) filter (where is_team_kill) as team_kills,
        max(case when not is_team_kill then source end) as enemy_kill_source,
        count(*) filter (where not is_team_kill and engagement_key is null) as kills_without_engagement
    from listed_kills
    group by round_id
),

combat_positions as (
    select
        round_id,
        count(*) as combat_position_rows
    from combat_position_lines
    group by round_id
),

spawn_timings as (
    select
        round_id,
        count(*) as spawn_timing_rows
    from spawn_timing_lines
    group by round_id
),

kill_outcomes as (
    select
        round_id,
        count(*) as kill_outcome_rows
    from kill_outcome_lines
    group by round_id
),

engagements as (
    select
        round_id,
        count(*) filter (where killed_by = 'enemy') as engagement_kills
    from fights
    group by round_id
),

lives as (
    select
        round_id,
        count(*) filter (where end_type = 'killed') as lives_killed,
        count(*) filter (where end_type_as_written = 'killed') as lives_killed_as_written
    from tracked_lives
    where exclusion_reason is null or exclusion_reason != 'copy_of_life'
    group by round_id
),

-- A list that is not in the file is null, not 0.
final as (
    select
        rounds.round_id,
        rounds.map_name,
        kills.enemy_kill_source,
        kills.enemy_kills,
        kills.team_kills,
        kills.kills_without_engagement,
        combat_positions.combat_position_rows,
        spawn_timings.spawn_timing_rows,
        kill_outcomes.kill_outcome_rows,
        engagements.engagement_kills,
        lives.lives_killed,
        lives.lives_killed_as_written
    from rounds
    left join kills on rounds.round_id = kills.round_id
    left join combat_positions on rounds.round_id = combat_positions.round_id
    left join spawn_timings on rounds.round_id = spawn_timings.round_id
    left join kill_outcomes on rounds.round_id = kill_outcomes.round_id
    left join engagements on rounds.round_id = engagements.round_id
    left join lives on rounds.round_id = lives.round_id
)

select * from final
