{{ config(
    materialized=view_or_stored('incremental'),
    meta={'round_state': ['int_rounds_receipted', 'receipts_hash']},
) }}

-- depends_on: {{ ref('int_rounds_receipted') }}

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
