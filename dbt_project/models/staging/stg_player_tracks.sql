with

source as (
    select * from {{ source('staging', 'player_tracks') }}
),

final as (
    select
        round_id,
        line_number,
        guid,
        name as player_name,
        team,
        class,
        death_type as end_type,
        samples as sample_count,
        spawn_time as spawned_ms,
        death_time as ended_ms,
        first_move_time as first_move_ms
    from source
)

select * from final
