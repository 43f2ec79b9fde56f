with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

final as (
    select
        round_id,
        round_revision,
        cast(0 as bigint) as clock_shift_ms
    from rounds
)

select * from final
