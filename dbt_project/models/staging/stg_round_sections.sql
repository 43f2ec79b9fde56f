with

source as (
    select * from {{ source('staging', 'round_sections') }}
),

final as (
    select
        round_id,
        section as section_name,
        column_line,
        completeness,
        first_line_number,
        line_count,
        row_count,
        reject_count,
        is_known
    from source
)

select * from final
