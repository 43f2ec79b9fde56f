{{ config(materialized=view_or_stored('table')) }}

with

reasons as (
    select * from {{ ref('repair_reasons') }}
),

final as (
    select
        reason,
        action,
        section as section_names,
        columns as column_names,
        defect,
        place,
        description,
        undo
    from reasons
)

select * from final
