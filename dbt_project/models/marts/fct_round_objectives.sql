{{ config(materialized=view_or_stored('table')) }}

with

objectives as (
    select * from {{ source('staging', 'objectives') }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

final as (
    select
        {{ line_key('objectives') }} as round_objective_key,
        objectives.round_id,
        objectives.line_number,
        rounds.map_name,
        objectives.name as objective,
        objectives.kind,
        objectives.team,
        objectives.source,
        objectives.entity as entity_number,
        case when not {{ is_unreadable('objectives.x', 'objectives.y', 'objectives.z') }} then objectives.x end as x,
        case when not {{ is_unreadable('objectives.x', 'objectives.y', 'objectives.z') }} then objectives.y end as y,
        case when not {{ is_unreadable('objectives.x', 'objectives.y', 'objectives.z') }} then objectives.z end as z,
        objectives.is_primary
    from objectives
    inner join rounds on objectives.round_id = rounds.round_id
)

select * from final
