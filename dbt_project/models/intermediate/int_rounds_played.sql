{{ config(materialized='incremental') }}

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

movements as (
    {{ loaded_rows_of_pending(ref('stg_life_movement')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

found_pauses as (
    {{ loaded_rows_of_pending(source('staging', 'round_pauses')) }}
),

declared_pauses as (
    {{ loaded_rows_of_pending(source('staging', 'pauses')) }}
),

-- Who played on which side, by any row that says so (A7).
teams as (
    select round_id, guid, player_name, team from tracks
    union
    select round_id, target_guid, target_name, target_team from engagements
    union
    select round_id, attacker_guid, attacker_name, attacker_team from attackers
),

team_totals as (
    select
        round_id,
        count(distinct case when team = 'AXIS' then {{ actor_key('guid', 'player_name') }} end) as axis_count,
        count(distinct case when team = 'ALLIES' then {{ actor_key('guid', 'player_name') }} end) as allies_count
    from teams
    group by round_id
),

-- In a round whose tracker declares its pauses none are looked for.
pauses as (
    select round_id, ended_ms - started_ms as pause_ms from found_pauses
    union all
    select round_id, duration_ms as pause_ms from declared_pauses
),

pause_totals as (
    select
        round_id,
        count(*) as pause_count,
        {{ total('pause_ms') }} as pause_ms
    from pauses
    group by round_id
),

-- What the tracker really did: server frames round the interval up, and V3 does not state it (B9).
cadences as (
    select
        round_id,
        percentile_cont(0.5) within group (order by median_interval_ms) as measured_interval_ms
    from movements
    group by round_id
),

-- Pauses that nobody declares show in path points only: without them there may have been some.
evidenced as (
    select
        rounds.round_id,
        rounds.round_revision,
        cadences.measured_interval_ms,
        (rounds.declared_pause_ms is not null or cadences.round_id is not null) as is_pause_known
    from rounds
    left join cadences on rounds.round_id = cadences.round_id
),

final as (
    select
        evidenced.round_id,
        evidenced.round_revision,
        coalesce(team_totals.axis_count, 0) as axis_count,
        coalesce(team_totals.allies_count, 0) as allies_count,
        evidenced.measured_interval_ms,
        case when evidenced.is_pause_known then coalesce(pause_totals.pause_count, 0) end as pause_count,
        case when evidenced.is_pause_known then coalesce(pause_totals.pause_ms, 0) end as pause_ms
    from evidenced
    left join team_totals on evidenced.round_id = team_totals.round_id
    left join pause_totals on evidenced.round_id = pause_totals.round_id
)

select * from final
