{{ config(materialized='incremental') }}

-- Who watches can chat, a visitor can leave before he lives, and of a killed server's last seconds a hit may be all
-- that is left: in these sections there are people who are in none of the others.
{% set other_sections = {
    'revives': [('medic_guid', 'medic_name'), ('revived_guid', 'revived_name'), ('nearest_enemy_guid', none)],
    'kill_outcome': [('gibber_guid', 'gibber_name'), ('reviver_guid', 'reviver_name')],
    'hits': [('attacker_guid', none), ('target_guid', none)],
    'shot_fired': [('guid', none)],
    'hit_regions': [('attacker_guid', 'attacker_name'), ('victim_guid', 'victim_name')],
    'aim_lock': [('guid', 'name'), ('target_guid', 'target_name')],
    'weapon_accuracy': [('player_guid', 'player_name')],
    'crossfire_opportunities': [('target_guid', 'target_name'), ('teammate1_guid', none), ('teammate2_guid', none)],
    'focus_fire': [('target_guid', 'target_name')],
    'trade_kills': [
        ('original_victim_guid', 'original_victim_name'),
        ('original_killer_guid', 'original_killer_name'),
        ('trader_guid', 'trader_name')
    ],
    'spawn_select': [('guid', 'name')],
    'class_changes': [('guid', 'name')],
    'skill_snapshot': [('guid', 'name')],
    'comm_events': [('guid', 'name')],
    'carrier_events': [('carrier_guid', 'carrier_name'), ('killer_guid', 'killer_name')],
    'carrier_kills': [('carrier_guid', 'carrier_name'), ('killer_guid', 'killer_name')],
    'carrier_returns': [('returner_guid', 'returner_name'), ('original_carrier_guid', none)],
    'escort_credit': [('player_guid', 'player_name')],
    'construction_events': [('player_guid', 'player_name')],
    'objective_runs': [('engineer_guid', 'engineer_name'), ('killer_guid', 'killer_name')]
} %}

with

pending as (
    {{ pending_rounds() }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

focuses as (
    {{ loaded_rows_of_pending(ref('stg_objective_focus')) }}
),

reactions as (
    {{ loaded_rows_of_pending(ref('stg_reaction_metrics')) }}
),

combat_positions as (
    {{ loaded_rows_of_pending(source('staging', 'combat_positions')) }}
),

spawn_timings as (
    {{ loaded_rows_of_pending(source('staging', 'spawn_timing')) }}
),

others as (
    {% for table, pairs in other_sections.items() -%}
    {{ persons_of_pending(table, pairs) }}
    {%- if not loop.last %}
    union all
    {% endif -%}
    {%- endfor %}
),

sightings as (
    {{ sighting('tracks', 'guid', 'player_name', 'spawned_ms', 'ended_ms') }}
    union all
    {{ sighting('engagements', 'target_guid', 'target_name', 'started_ms', 'ended_ms') }}
    union all
    {{ sighting('engagements', 'killer_guid', 'killer_name', 'ended_ms', 'ended_ms') }}
    union all
    {{ sighting('attackers', 'attacker_guid', 'attacker_name', 'first_hit_ms', 'last_hit_ms') }}
    union all
    {{ sighting('reactions', 'target_guid', 'target_name', 'started_ms', 'ended_ms') }}
    union all
    {{ sighting('focuses', 'guid', 'player_name', 'null', 'null') }}
    union all
    {{ sighting('combat_positions', 'atk_guid', 'atk_name', 'time', 'time') }}
    union all
    {{ sighting('combat_positions', 'vic_guid', 'vic_name', 'time', 'time') }}
    union all
    {{ sighting('spawn_timings', 'killer_guid', 'killer_name', 'kill_time', 'kill_time') }}
    union all
    {{ sighting('spawn_timings', 'victim_guid', 'victim_name', 'kill_time', 'kill_time') }}
    union all
    {{ sighting('others', 'guid', 'player_name', 'null', 'null') }}
),

identified as (
    select
        round_id,
        round_revision,
        {{ actor_key('guid', 'player_name') }} as actor_key,
        {{ person_id('guid') }} as player_id,
        player_name,
        {{ is_bot('guid', 'player_name') }} as is_bot,
        first_ms,
        last_ms
    from sightings
    -- WORLD_<n> is an entity of the map, not a client.
    where coalesce(left({{ in_capitals('guid') }}, 6), '') != 'WORLD_'
),

-- A player can change his name during a round: the name of the latest sighting counts.
ranked as (
    select
        *,
        row_number() over (
            partition by round_id, actor_key
            order by player_name is null, last_ms desc nulls last, player_name asc
        ) as name_rank
    from identified
),

final as (
    select
        round_id,
        round_revision,
        actor_key,
        max(player_id) as player_id,
        coalesce(max(case when name_rank = 1 then player_name end), 'Unknown') as player_name_raw,
        coalesce(max(case when name_rank = 1 then {{ without_colours('player_name') }} end), 'Unknown') as player_name,
        bool_or(is_bot) as is_bot,
        min(first_ms) as first_ms,
        max(last_ms) as last_ms
    from ranked
    group by round_id, round_revision, actor_key
)

select * from final
