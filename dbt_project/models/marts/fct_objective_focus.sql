{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

focuses as (
    {{ loaded_rows_of_pending(ref('stg_objective_focus')) }}
),

tracks as (
    {{ loaded_rows_of_pending(ref('stg_player_tracks')) }}
),

side_changers as (
    {{ side_changers('tracks') }}
),

final as (
    select
        {{ line_key('focuses') }} as objective_focus_key,
        focuses.round_id,
        focuses.round_revision,
        focuses.line_number,
        {{ person_id('focuses.guid') }} as player_id,
        focuses.guid,
        focuses.player_name,
        focuses.team,
        focuses.objective,
        focuses.mean_distance_units,
        focuses.sample_count,
        side_changers.guid is not null as team_may_be_stale,
        {{ repair_reasons({
            'team_may_be_stale': 'side_changers.guid is not null'
        }) }} as repair_reasons,
        focuses.near_ms
    from focuses
    left join side_changers
        on focuses.round_id = side_changers.round_id
        and focuses.guid = side_changers.guid
)

select * from final
