{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

participants as (
    {{ loaded_rows_of_pending(ref('stg_engagement_crossfire_participants')) }}
),

written_counts as (
    select
        round_id,
        line_number,
        count(*) as participant_count
    from participants
    group by round_id, line_number
),

final as (
    select
        engagements.engagement_key,
        engagements.round_id,
        engagements.round_revision,
        engagements.line_number,
        engagements.target_player_id,
        engagements.target_team,
        engagements.outcome,
        engagements.killed_by,
        case when engagements.is_crossfire then engagements.crossfire_participant_count end as participant_count,
        coalesce(written_counts.participant_count, 0) as participant_count_as_written,
        engagements.crossfire_delay_ms as delay_ms,
        engagements.crossfire_delay_ms_as_written as delay_ms_as_written,
        coalesce(engagements.killed_by = 'enemy', false) as is_kill,
        (engagements.is_clean and engagements.is_crossfire) as is_clean,
        case
            when engagements.exclusion_reason is not null then engagements.exclusion_reason
            when not engagements.is_crossfire then 'no_crossfire_among_enemies'
        end as exclusion_reason,
        engagements.repair_reasons,
        engagements.started_ms
    from engagements
    left join written_counts
        on engagements.round_id = written_counts.round_id
        and engagements.line_number = written_counts.line_number
    where engagements.is_crossfire_as_written
)

select * from final
