with

source as (
    select * from {{ source('staging', 'engagement_movement') }}
),

final as (
    select
        round_id,
        line_number,
        seen_x,
        seen_y,
        seen_z,
        hit_x,
        hit_y,
        hit_z,
        has_unreadable_hit,
        seen_ms,
        hit_ms,
        longest_hit_gap_ms
    from source
)

select * from final
