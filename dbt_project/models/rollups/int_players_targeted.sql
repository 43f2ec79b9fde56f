with

rounds as (
    select * from {{ ref('dim_rounds') }}
    where is_clean and is_engagements_covered
),

engagements as (
    select * from {{ ref('fct_engagements') }}
    where target_player_id is not null
),

-- Deaths count what happened. Rates use clean rows only, and of those the fights that were decided:
-- by a death, an escape or a timeout; not by the end of the round or by somebody leaving (METRIC_DEFINITIONS 10).
judged as (
    select
        engagements.*,
        rounds.is_escape_detected,
        engagements.is_clean
        and (engagements.killed_by is not null or engagements.outcome in ('escaped', 'timeout')) as is_decided
    from engagements
    inner join rounds on engagements.round_id = rounds.round_id
),

final as (
    select
        target_player_id as player_id,
        count(*) as engagement_count,
        count(*) filter (where is_clean) as clean_engagement_count,
        count(*) filter (where killed_by is not null) as deaths,
        count(*) filter (where killed_by = 'enemy') as enemy_deaths,
        count(*) filter (where is_decided) as decided_count,
        count(*) filter (where is_decided and is_escape_detected) as escape_decided_count,
        count(*) filter (where is_decided and is_escape_detected and outcome = 'escaped') as escapes,
        count(*) filter (where is_decided and killed_by is null) as survivals
    from judged
    group by target_player_id
)

select * from final
