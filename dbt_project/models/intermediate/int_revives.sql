{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

revives as (
    {{ loaded_rows_of_pending(source('staging', 'revives')) }}
),

kill_outcomes as (
    {{ loaded_rows_of_pending(source('staging', 'kill_outcome')) }}
),

lives as (
    {{ built_rows_of_pending(ref('int_lives_bounded')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

identified as (
    select
        revives.round_id,
        revives.round_revision,
        revives.line_number,
        coalesce(rounds.is_proximity_tracker, false) as is_proximity_tracker,
        revives.medic_guid,
        revives.medic_name,
        {{ actor_key('revives.revived_guid', 'revives.revived_name') }} as actor_key,
        revives.time as written_ms,
        {{ on_round_axis('revives.time') }} as revived_ms
    from revives
    inner join rounds on revives.round_id = rounds.round_id
    left join clocks on revives.round_id = clocks.round_id
),

-- The engine's own record of who revived; REVIVES of the community's trackers only names the nearest medic (H2, H3).
recorded as (
    select
        round_id,
        {{ actor_key('victim_guid', 'victim_name') }} as actor_key,
        outcome_time,
        reviver_guid,
        reviver_name,
        row_number() over (
            partition by round_id, {{ actor_key('victim_guid', 'victim_name') }}, outcome_time
            order by kill_time desc, line_number asc
        ) as record_rank
    from kill_outcomes
    where outcome = 'revived' and (reviver_guid is not null or reviver_name is not null)
),

round_ends as (
    select
        round_id,
        max(ended_ms) as round_ended_ms
    from lives
    group by round_id
),

-- A revive does not resume the track: until his next spawn nothing is known of the player (F1). Our own tracker follows
-- him: the life goes on, or begins with the revive.
followed as (
    select
        identified.round_id,
        identified.line_number,
        min(case when identified.revived_ms < lives.spawned_ms then lives.spawned_ms end) as next_spawned_ms,
        bool_or(
            identified.is_proximity_tracker and identified.revived_ms between lives.spawned_ms and lives.ended_ms
        ) as is_tracked
    from identified
    inner join lives
        on identified.round_id = lives.round_id
        and identified.actor_key = lives.actor_key
    group by identified.round_id, identified.line_number
),

bounded as (
    select
        identified.*,
        followed.next_spawned_ms,
        coalesce(followed.is_tracked, false) as is_tracked,
        round_ends.round_ended_ms,
        lead(identified.revived_ms) over (
            partition by identified.round_id, identified.actor_key
            order by identified.revived_ms, identified.line_number
        ) as next_revived_ms
    from identified
    left join followed
        on identified.round_id = followed.round_id
        and identified.line_number = followed.line_number
    left join round_ends on identified.round_id = round_ends.round_id
),

final as (
    select
        bounded.round_id,
        bounded.round_revision,
        bounded.line_number,
        bounded.actor_key,
        case when bounded.is_proximity_tracker then bounded.medic_guid else recorded.reviver_guid end as reviver_guid,
        case when bounded.is_proximity_tracker then bounded.medic_name else recorded.reviver_name end as reviver_name,
        case
            when bounded.is_proximity_tracker then coalesce(bounded.medic_guid, bounded.medic_name) is not null
            else recorded.round_id is not null
        end as is_reviver_recorded,
        bounded.is_proximity_tracker,
        bounded.revived_ms,
        case
            when bounded.is_tracked then bounded.revived_ms
            else greatest(
                bounded.revived_ms,
                coalesce(least(bounded.next_spawned_ms, bounded.next_revived_ms), bounded.round_ended_ms)
            )
        end as untracked_until_ms
    from bounded
    left join recorded
        on bounded.round_id = recorded.round_id
        and bounded.actor_key = recorded.actor_key
        and bounded.written_ms = recorded.outcome_time
        and recorded.record_rank = 1
)

select * from final
