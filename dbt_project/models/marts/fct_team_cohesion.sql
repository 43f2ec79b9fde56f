{{ config(materialized=view_or_stored('incremental')) }}

with

observations as (
    {{ clocked_rows(source('staging', 'team_cohesion')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- Observations come every 500 ms, every 1000 ms in long rounds, every 5000 ms from the V5 fork (7.8).
spaced as (
    select
        observations.*,
        case when rounds.is_v5_fork then 5000 else 1000 end as longest_step_ms,
        lead(observations.time) over (
            partition by observations.round_id, observations.team
            order by observations.time, observations.line_number
        ) - observations.time as step_ms
    from observations
    inner join rounds on observations.round_id = rounds.round_id
),

final as (
    select
        {{ line_key('spaced') }} as cohesion_key,
        round_id,
        line_number,
        {{ person_id("nullif(split_part(replace(buddy_pair_guids, ',', '+'), '+', 1), '')") }} as buddy_a_player_id,
        {{ person_id("nullif(split_part(replace(buddy_pair_guids, ',', '+'), '+', 2), '')") }} as buddy_b_player_id,
        team,
        alive_count,
        straggler_count,
        centroid_x,
        centroid_y,
        dispersion as dispersion_units,
        max_spread as max_spread_units,
        case when alive_count > 1 then buddy_distance end as buddy_distance_units,
        time - clock_shift_ms as observed_ms,
        time as observed_ms_as_written,
        cast(case when step_ms > longest_step_ms then longest_step_ms else step_ms end as bigint) as stands_for_ms
    from spaced
)

select * from final
