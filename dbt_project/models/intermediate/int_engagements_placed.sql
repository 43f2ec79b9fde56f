{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

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

identified as (
    select
        round_id,
        round_revision,
        line_number,
        started_ms,
        ended_ms,
        {{ actor_key('target_guid', 'target_name') }} as target_key,
        case
            when left(upper(killer_guid), 6) = 'WORLD_' then null
            when killer_guid is not null or killer_name is not null
                then {{ actor_key('killer_guid', 'killer_name') }}
        end as killer_key
    from engagements
),

-- A fight that starts exactly at a life's end belongs to it only if it is the fatal blow itself;
-- otherwise it is damage to the body, which opens a new engagement (ROUND_FILE_FORMAT 7.1, G1).
lived as (
    select distinct
        identified.round_id,
        identified.line_number
    from identified
    inner join lives
        on identified.round_id = lives.round_id
        and identified.target_key = lives.actor_key
        and identified.started_ms >= lives.spawned_ms
    where
        not lives.is_copy
        and (
            lives.ended_ms is null
            or identified.started_ms < lives.ended_ms
            or (identified.started_ms = lives.ended_ms and identified.ended_ms = lives.ended_ms)
        )
),

-- A killer need not be among the attackers: his side is that of his latest life (E6).
killers_lives as (
    select
        identified.round_id,
        identified.line_number,
        lives.team,
        row_number() over (
            partition by identified.round_id, identified.line_number
            order by lives.spawned_ms desc, lives.line_number desc
        ) as life_rank
    from identified
    inner join lives
        on identified.round_id = lives.round_id
        and identified.killer_key = lives.actor_key
        and identified.ended_ms >= lives.spawned_ms
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
        identified.killer_key,
        killers_lives.team as killer_team,
        rounds_with_lives.round_id is not null as has_lives,
        lived.line_number is not null as is_in_life
    from identified
    left join lived
        on identified.round_id = lived.round_id
        and identified.line_number = lived.line_number
    left join killers_lives
        on identified.round_id = killers_lives.round_id
        and identified.line_number = killers_lives.line_number
        and killers_lives.life_rank = 1
    left join rounds_with_lives on identified.round_id = rounds_with_lives.round_id
)

select * from final
