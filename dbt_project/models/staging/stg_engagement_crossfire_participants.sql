with

source as (
    select * from {{ source('staging', 'engagement_crossfire_participants') }}
),

final as (
    select
        round_id,
        line_number,
        participant_number,
        guid as participant_guid
    from source
)

select * from final
