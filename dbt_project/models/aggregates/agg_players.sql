with

players as (
    select * from {{ ref('dim_players') }}
),

coverages as (
    select * from {{ ref('int_players_covered') }}
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
        coalesce(coverages.clean_round_count, 0) as clean_round_count,
        coalesce(coverages.engagement_round_count, 0) as engagement_round_count,
        coalesce(coverages.life_round_count, 0) as life_round_count,
        {{ recorded('attacks.kills', 'coverages.engagement_round_count') }} as kills,
        {{ recorded('attacks.team_kills', 'coverages.engagement_round_count') }} as team_kills,
        {{ recorded('targets.deaths', 'coverages.engagement_round_count') }} as deaths,
        {{ recorded('targets.enemy_deaths', 'coverages.engagement_round_count') }} as enemy_deaths,
        {{ recorded('targets.engagement_count', 'coverages.engagement_round_count') }} as engagement_count,
        {{ recorded('targets.clean_engagement_count', 'coverages.engagement_round_count') }} as clean_engagement_count,
        {{ recorded('targets.decided_count', 'coverages.engagement_round_count') }} as decided_count,
        {{ recorded('targets.escapes', 'coverages.engagement_round_count') }} as escapes,
        {{ recorded('targets.escape_decided_count', 'coverages.engagement_round_count') }} as escape_decided_count,
        {{ share('targets.escapes', 'targets.escape_decided_count') }} as escape_rate,
        {{ recorded('targets.survivals', 'coverages.engagement_round_count') }} as survivals,
        {{ share('targets.survivals', 'targets.decided_count') }} as survival_rate,
        {{ recorded('attacks.attack_count', 'coverages.engagement_round_count') }} as attack_count,
        {{ recorded('attacks.damage_dealt', 'coverages.engagement_round_count') }} as damage_dealt,
        {{ recorded('attacks.crossfires', 'coverages.engagement_round_count') }} as crossfires,
        {{ recorded('attacks.crossfire_kills', 'coverages.engagement_round_count') }} as crossfire_kills,
        {{ recorded('lives.life_count', 'coverages.life_round_count') }} as life_count,
        {{ recorded('lives.clean_life_count', 'coverages.life_round_count') }} as clean_life_count,
        lives.path_distance_units,
        {{ share('lives.path_distance_units * 60000', 'lives.tracked_ms') }} as distance_per_minute_units,
        {{ share('lives.moving_ms', 'lives.tracked_ms') }} as moving_share,
        {{ share('lives.sprint_ms', 'lives.sprint_tracked_ms') }} as sprint_share,
        lives.alive_ms,
        lives.untracked_ms,
        lives.tracked_ms,
        lives.sprint_tracked_ms
    from players
    left join coverages on players.player_id = coverages.player_id
    left join lives on players.player_id = lives.player_id
    left join targets on players.player_id = targets.player_id
    left join attacks on players.player_id = attacks.player_id
)

select * from final
