with

versions as (
    select * from {{ ref('contract_versions') }}
),

final as (
    select
        contract_version,
        change
    from versions
)

select * from final
