with

rounds as (
    select * from {{ ref('dim_rounds') }}
),

constructions as (
    select
        round_id,
        string_agg(
            cast(line_number as text) || ' ' || coalesce(repair_reasons, ''), ',' order by line_number
        ) as repair_reasons
    from {{ ref('fct_constructions') }}
    group by round_id
),

final as (
    select
        rounds.round_id,
        md5(
            concat_ws('|', rounds.repair_reasons, rounds.exclusion_reason, constructions.repair_reasons)
        ) as receipts_hash
    from rounds
    left join constructions on rounds.round_id = constructions.round_id
)

select * from final
