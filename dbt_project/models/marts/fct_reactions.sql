{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

reactions as (
    {{ loaded_rows_of_pending(ref('stg_reaction_metrics')) }}
),

engagements as (
    {{ built_rows_of_pending(ref('fct_engagements')) }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- The tracker's own number links the two sections; a damaged file could hold it twice.
numbered as (
    select
        *,
        row_number() over (partition by round_id, engagement_number order by line_number) as number_rank
    from engagements
),

-- A reaction counts within 5 s, and nobody watches longer than the engagement lasts (7.6).
observed as (
    select
        reactions.*,
        least(5000, greatest(reactions.duration_ms, 0)) as observed_ms,
        -- Where both are 0 nothing was timed (B5).
        case when not (reactions.started_ms = 0 and reactions.ended_ms = 0) then reactions.started_ms end
            as timed_start_ms,
        case when not (reactions.started_ms = 0 and reactions.ended_ms = 0) then reactions.ended_ms end as timed_end_ms
    from reactions
),

final as (
    select
        {{ line_key('observed') }} as reaction_key,
        numbered.engagement_key,
        observed.round_id,
        observed.round_revision,
        observed.line_number,
        observed.engagement_number,
        {{ person_id('observed.target_guid') }} as target_player_id,
        coalesce(numbered.target_team, observed.target_team) as target_team,
        observed.target_team as target_team_as_written,
        observed.target_class,
        observed.outcome,
        numbered.attacker_count,
        observed.attacker_count as attacker_count_as_written,
        observed.return_fire_ms is null as is_return_fire_censored,
        observed.dodge_ms is null as is_dodge_censored,
        observed.support_ms is null as is_support_censored,
        coalesce(numbered.is_clean, false) as is_clean,
        case
            when numbered.engagement_key is null then 'engagement_missing'
            else numbered.exclusion_reason
        end as exclusion_reason,
        {{ repair_reasons({
            'team_from_life': 'numbered.target_team != observed.target_team',
        }) }} as repair_reasons,
        observed.return_fire_ms,
        coalesce(observed.return_fire_ms, observed.observed_ms) as return_fire_observed_ms,
        observed.dodge_ms,
        coalesce(observed.dodge_ms, observed.observed_ms) as dodge_observed_ms,
        observed.support_ms,
        coalesce(observed.support_ms, observed.observed_ms) as support_observed_ms,
        {{ on_round_axis('observed.timed_start_ms') }} as started_ms,
        observed.started_ms as started_ms_as_written,
        {{ on_round_axis('observed.timed_end_ms') }} as ended_ms,
        observed.ended_ms as ended_ms_as_written,
        observed.duration_ms
    from observed
    left join clocks on observed.round_id = clocks.round_id
    left join numbered
        on observed.round_id = numbered.round_id
        and observed.engagement_number = numbered.engagement_number
        and numbered.number_rank = 1
)

select * from final
