with

weapons as (
    select * from {{ ref('weapons') }}
),

final as (
    select
        weapon_id,
        weapon_name,
        weapon_class
    from weapons
)

select * from final
