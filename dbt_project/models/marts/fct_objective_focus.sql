{{ config(materialized='incremental', incremental_strategy='replace_rounds', on_schema_change='fail') }}

with

pending as (
    {{ pending_rounds() }}
),

focuses as (
    {{ loaded_rows_of_pending(ref('stg_objective_focus')) }}
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
        focuses.near_ms
    from focuses
)

select * from final
