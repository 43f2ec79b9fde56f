{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

revives as (
    {{ built_rows_of_pending(ref('int_revives')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

identified as (
    select
        engagements.round_id,
        engagements.round_revision,
        engagements.line_number,
        engagements.target_team,
        engagements.outcome in ('killed', 'teamkill', 'selfkill', 'fallen', 'world') as is_death,
        {{ on_round_axis('engagements.started_ms') }} as started_ms,
        {{ on_round_axis('engagements.ended_ms') }} as ended_ms,
        {{ actor_key('engagements.target_guid', 'engagements.target_name') }} as target_key,
        case
            when left({{ in_capitals('engagements.killer_guid') }}, 6) = 'WORLD_' then null
            when engagements.killer_guid is not null or engagements.killer_name is not null
                then {{ actor_key('engagements.killer_guid', 'engagements.killer_name') }}
        end as killer_key
    from engagements
    left join clocks on engagements.round_id = clocks.round_id
),

-- A player rises by a spawn or a revive and falls by the end of a life or by a death in a fight. What comes last
-- before a fight says whether it was fought with a player or with his body (7.1, G1).
turns as (
    select round_id, actor_key, spawned_ms as turned_ms, 'spawn' as turn
    from lives
    where not is_copy
    union all
    select round_id, actor_key, revived_ms as turned_ms, 'revive' as turn
    from revives
    union all
    select round_id, actor_key, ended_ms as turned_ms, case when is_death then 'death' else 'leave' end as turn
    from lives
    where not is_copy and ended_ms is not null
    union all
    select round_id, target_key as actor_key, ended_ms as turned_ms, 'death' as turn
    from identified
    where is_death
),

-- A fall in the frame of the first hit comes before the fight, unless the fight is that fatal blow and nothing else.
situated as (
    select
        identified.round_id,
        identified.line_number,
        max(turns.turned_ms) filter (where turns.turn = 'spawn') as spawned_ms,
        max(turns.turned_ms) filter (where turns.turn = 'revive') as revived_ms,
        max(turns.turned_ms) filter (where turns.turn in ('death', 'leave')) as fell_ms,
        max(turns.turned_ms) filter (where turns.turn = 'death') as died_ms
    from identified
    inner join turns
        on identified.round_id = turns.round_id
        and identified.target_key = turns.actor_key
        and identified.started_ms >= turns.turned_ms
    where
        turns.turn in ('spawn', 'revive')
        or identified.started_ms > turns.turned_ms
        or identified.started_ms < identified.ended_ms
    group by identified.round_id, identified.line_number
),

-- The team as written comes from a cache that lags behind a change of sides: a life says it as of its spawn (E6).
teams as (
    select
        round_id,
        actor_key,
        spawned_ms,
        max(team) as team
    from lives
    group by round_id, actor_key, spawned_ms
),

-- A killer need not be among the attackers: his side is that of his latest life.
killers as (
    select
        identified.round_id,
        identified.line_number,
        max(lives.spawned_ms) as spawned_ms
    from identified
    inner join lives
        on identified.round_id = lives.round_id
        and identified.killer_key = lives.actor_key
        and identified.ended_ms >= lives.spawned_ms
    group by identified.round_id, identified.line_number
),

rounds_with_lives as (
    select distinct round_id from lives
),

final as (
    select
        identified.round_id,
        identified.round_revision,
        identified.line_number,
        identified.target_key,
        coalesce(target_teams.team, identified.target_team) as target_team,
        identified.killer_key,
        killer_teams.team as killer_team,
        rounds_with_lives.round_id is not null as has_lives,
        case
            when situated.spawned_ms >= coalesce(greatest(situated.revived_ms, situated.fell_ms), situated.spawned_ms)
                then 'life'
            when situated.revived_ms >= coalesce(situated.fell_ms, situated.revived_ms) then 'revived'
            when situated.died_ms = situated.fell_ms then 'body'
            else 'unknown'
        end as placement,
        identified.started_ms - situated.died_ms as since_death_ms,
        identified.started_ms,
        identified.ended_ms
    from identified
    left join situated
        on identified.round_id = situated.round_id
        and identified.line_number = situated.line_number
    left join teams as target_teams
        on identified.round_id = target_teams.round_id
        and identified.target_key = target_teams.actor_key
        and situated.spawned_ms = target_teams.spawned_ms
    left join killers
        on identified.round_id = killers.round_id
        and identified.line_number = killers.line_number
    left join teams as killer_teams
        on identified.round_id = killer_teams.round_id
        and identified.killer_key = killer_teams.actor_key
        and killers.spawned_ms = killer_teams.spawned_ms
    left join rounds_with_lives on identified.round_id = rounds_with_lives.round_id
)

select * from final
