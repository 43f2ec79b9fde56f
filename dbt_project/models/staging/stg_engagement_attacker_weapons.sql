with

source as (
    select * from {{ source('staging', 'engagement_attacker_weapons') }}
),

final as (
    select
        round_id,
        line_number,
        attacker_number,
        weapon_number,
        weapon as weapon_id,
        count as hit_count
    from source
)

select * from final
