with

source as (
    select * from {{ source('staging', 'engagement_attackers') }}
),

final as (
    select
        round_id,
        line_number,
        attacker_number,
        guid as attacker_guid,
        name as attacker_name,
        team as attacker_team,
        damage,
        hits,
        got_kill,
        first_hit as first_hit_ms,
        last_hit as last_hit_ms
    from source
)

select * from final
