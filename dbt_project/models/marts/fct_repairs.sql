{{ config(materialized='view') }}

with

written as (
    {{ all_receipts() }}
),

reasons as (
    select * from {{ ref('dim_repair_reasons') }}
),

-- One engagement may carry the same reason into several facts.
receipts as (
    select distinct
        round_id,
        section_name,
        line_number,
        reason
    from written
),

final as (
    select
        receipts.round_id,
        receipts.section_name,
        receipts.line_number,
        receipts.reason,
        reasons.action,
        reasons.defect
    from receipts
    left join reasons on receipts.reason = reasons.reason
)

select * from final
