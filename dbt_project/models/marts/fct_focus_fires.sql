{{ config(materialized=view_or_stored('incremental')) }}

with

focus_fires as (
    {{ rows_to_build(source('staging', 'focus_fire')) }}
),

engagements as (
    {{ rows_to_build(ref('fct_engagements')) }}
),

attackers as (
    {{ rows_to_build(ref('stg_engagement_attackers')) }}
),

-- Ids of engagements are unique in a healthy file; the row counts whatever a damaged one says.
numbered as (
    select
        *,
        row_number() over (partition by round_id, engagement_number order by line_number) as occurrence
    from engagements
),

spreads as (
    select
        round_id,
        line_number,
        max(first_hit_ms) - min(first_hit_ms) as spread_ms
    from attackers
    group by round_id, line_number
),

-- The tracker's formula (7.10), on the attackers of the engagement.
recomputed as (
    select
        focus_fires.*,
        numbered.engagement_key,
        numbered.started_ms,
        numbered.ended_ms,
        spreads.spread_ms,
        max(focus_fires.focus_score) over (partition by focus_fires.round_id) = 0 as is_never_scored,
        case
            when spreads.spread_ms is not null
                then
                    cast(0.6 as double precision) * (1 - least({{ share('spreads.spread_ms', 2000) }}, 1))
                    + cast(0.4 as double precision)
                    * least({{ share('focus_fires.total_damage * 2', 'greatest(focus_fires.duration, 100)') }}, 1)
        end as recomputed_score
    from focus_fires
    left join numbered
        on focus_fires.round_id = numbered.round_id
        and focus_fires.engagement_id = numbered.engagement_number
        and numbered.occurrence = 1
    left join spreads
        on numbered.round_id = spreads.round_id
        and numbered.line_number = spreads.line_number
),

final as (
    select
        {{ line_key('recomputed') }} as focus_fire_key,
        round_id,
        line_number,
        engagement_key,
        {{ person_id('target_guid') }} as target_player_id,
        target_guid,
        target_name,
        engagement_id as engagement_number,
        attacker_count,
        total_damage,
        -- The first tracker with this section wrote 0 for every score.
        case
            when is_never_scored then {{ rounded('recomputed_score', 3) }}
            else focus_score
        end as focus_score,
        focus_score as focus_score_as_written,
        {{ repair_reasons({
            'focus_score_recomputed': 'is_never_scored and recomputed_score is not null',
            'focus_score_unknown': 'is_never_scored and recomputed_score is null'
        }) }} as repair_reasons,
        started_ms,
        ended_ms,
        duration as duration_ms,
        spread_ms
    from recomputed
)

select * from final
