{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

positions as (
    {{ loaded_rows_of_pending(ref('stg_engagement_positions')) }}
),

escapes as (
    select * from engagements
    where outcome = 'escaped'
),

-- Where the player stood when he was hit last: an escape is measured from there (7.1).
last_hits as (
    select
        positions.round_id,
        positions.line_number,
        positions.x,
        positions.y,
        positions.z,
        row_number() over (
            partition by positions.round_id, positions.line_number
            order by positions.recorded_ms desc, positions.position_number desc
        ) as hit_rank
    from positions
    inner join escapes
        on positions.round_id = escapes.round_id
        and positions.line_number = escapes.line_number
    where positions.position_event = 'hit'
),

final as (
    select
        escapes.engagement_key,
        escapes.round_id,
        escapes.round_revision,
        escapes.line_number,
        escapes.target_player_id as player_id,
        escapes.target_name as player_name,
        escapes.target_team as team,
        escapes.attacker_count as escaped_from_count,
        escapes.attacker_count_as_written as escaped_from_count_as_written,
        escapes.enemy_damage as damage_survived,
        sqrt(
            power(escapes.end_x - last_hits.x, 2)
            + power(escapes.end_y - last_hits.y, 2)
            + power(escapes.end_z - last_hits.z, 2)
        ) as distance_units,
        escapes.distance_units as travelled_units,
        escapes.is_clean,
        escapes.exclusion_reason,
        escapes.repair_reasons,
        escapes.started_ms,
        escapes.ended_ms,
        escapes.ended_ms - escapes.last_hit_ms as quiet_ms
    from escapes
    left join last_hits
        on escapes.round_id = last_hits.round_id
        and escapes.line_number = last_hits.line_number
        and last_hits.hit_rank = 1
)

select * from final
