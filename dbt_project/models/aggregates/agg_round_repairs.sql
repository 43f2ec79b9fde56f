{{ config(
    materialized=view_or_stored('incremental'),
    meta={'round_state': ['int_rounds_receipted', 'receipts_hash']},
) }}

-- depends_on: {{ ref('int_rounds_receipted') }}

with

repairs as (
    {{ rows_to_build(ref('fct_repairs')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

sections as (
    {{ rows_to_build(ref('stg_round_sections')) }}
),

counted as (
    select
        round_id,
        section_name,
        reason,
        action,
        defect,
        count(*) as row_count
    from repairs
    group by round_id, section_name, reason, action, defect
),

final as (
    select
        counted.round_id,
        rounds.file_name,
        counted.section_name,
        counted.reason,
        counted.action,
        counted.defect,
        counted.row_count,
        sections.row_count as section_row_count,
        {{ share('counted.row_count', 'sections.row_count') }} as section_share
    from counted
    inner join rounds on counted.round_id = rounds.round_id
    left join sections
        on counted.round_id = sections.round_id
        and counted.section_name = sections.section_name
)

select * from final
