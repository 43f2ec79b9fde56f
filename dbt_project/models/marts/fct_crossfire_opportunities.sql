{{ config(materialized=view_or_stored('incremental')) }}

with

opportunities as (
    {{ clocked_rows(source('staging', 'crossfire_opportunities')) }}
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

-- The tracker names the pair in slot order; here the smaller id comes first, so that a pair is one pair.
paired as (
    select
        opportunities.*,
        rounds.is_v5_fork,
        least(coalesce(opportunities.teammate1_guid, ''), coalesce(opportunities.teammate2_guid, '')) as guid_a,
        greatest(coalesce(opportunities.teammate1_guid, ''), coalesce(opportunities.teammate2_guid, '')) as guid_b
    from opportunities
    inner join rounds on opportunities.round_id = rounds.round_id
),

-- A standing situation has a row every second: rows of one target and pair less than 2 s apart are one episode.
stepped as (
    select
        *,
        case
            when time - lag(time) over triple < 2000 then 0
            else 1
        end as begins
    from paired
    window triple as (
        partition by round_id, target_guid, target_name, guid_a, guid_b
        order by time, line_number
    )
),

numbered as (
    select
        *,
        sum(begins) over (
            partition by round_id, target_guid, target_name, guid_a, guid_b
            order by time, line_number
            rows between unbounded preceding and current row
        ) as episode_number
    from stepped
),

final as (
    select
        {{ line_key('numbered') }} as opportunity_key,
        round_id,
        line_number,
        round_id || '-' || cast(first_value(line_number) over episode as text) as episode_key,
        {{ person_id('target_guid') }} as target_player_id,
        {{ person_id('guid_a') }} as player_a_id,
        {{ person_id('guid_b') }} as player_b_id,
        target_guid,
        target_name,
        target_team,
        teammate1_guid,
        teammate2_guid,
        angular_separation as angle_degrees,
        damage_within_window as damage,
        cast(episode_number as bigint) as episode_number,
        begins = 1 as is_episode_start,
        was_executed as is_executed,
        not is_v5_fork as is_clean,
        case when is_v5_fork then 'fork_row_is_an_engagement' end as exclusion_reason,
        time - clock_shift_ms as seen_ms,
        time as seen_ms_as_written
    from numbered
    window episode as (
        partition by round_id, target_guid, target_name, guid_a, guid_b, episode_number
        order by time, line_number
    )
)

select * from final
