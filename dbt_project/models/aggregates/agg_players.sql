with

players as (
    select * from {{ ref('dim_players') }}
),

lives as (
    select * from {{ ref('int_players_lived') }}
),

targets as (
    select * from {{ ref('int_players_targeted') }}
),

attacks as (
    select * from {{ ref('int_players_attacked') }}
),

final as (
    select
        players.player_id,
        players.player_name,
        players.is_bot,
        players.round_count,
        coalesce(attacks.kills, 0) as kills,
        coalesce(attacks.team_kills, 0) as team_kills,
        coalesce(targets.deaths, 0) as deaths,
        coalesce(targets.enemy_deaths, 0) as enemy_deaths,
        coalesce(targets.engagement_count, 0) as engagement_count,
        coalesce(targets.clean_engagement_count, 0) as clean_engagement_count,
        coalesce(targets.decided_count, 0) as decided_count,
        coalesce(targets.escapes, 0) as escapes,
        {{ share('targets.escapes', 'targets.decided_count') }} as escape_rate,
        coalesce(targets.survivals, 0) as survivals,
        {{ share('targets.survivals', 'targets.decided_count') }} as survival_rate,
        coalesce(attacks.attack_count, 0) as attack_count,
        coalesce(attacks.damage_dealt, 0) as damage_dealt,
        coalesce(attacks.crossfires, 0) as crossfires,
        coalesce(attacks.crossfire_kills, 0) as crossfire_kills,
        coalesce(lives.life_count, 0) as life_count,
        coalesce(lives.clean_life_count, 0) as clean_life_count,
        lives.path_distance_units,
        {{ share('lives.path_distance_units * 60000', 'lives.tracked_ms') }} as distance_per_minute_units,
        {{ share('lives.moving_ms', 'lives.tracked_ms') }} as moving_share,
        {{ share('lives.sprint_ms', 'lives.sprint_tracked_ms') }} as sprint_share,
        lives.alive_ms,
        lives.untracked_ms,
        lives.tracked_ms,
        lives.sprint_tracked_ms
    from players
    left join lives on players.player_id = lives.player_id
    left join targets on players.player_id = targets.player_id
    left join attacks on players.player_id = attacks.player_id
)

select * from final
