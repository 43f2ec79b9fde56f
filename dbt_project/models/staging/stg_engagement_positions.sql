with

source as (
    select * from {{ source('staging', 'engagement_positions') }}
),

final as (
    select
        round_id,
        line_number,
        position_number,
        event as position_event,
        x,
        y,
        z,
        time as recorded_ms
    from source
)

select * from final
