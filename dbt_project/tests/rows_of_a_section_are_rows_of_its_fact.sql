-- Conservation: as many rows in a round's facts as the loader counted in the sections of its file.
with

rounds as (
    select tested.* from {{ rows_to_test(ref('dim_rounds')) }} as tested
),

engagement_counts as (
    select
        tested.round_id,
        count(*) as row_count
    from {{ rows_to_test(ref('fct_engagements')) }} as tested
    group by tested.round_id
),

life_counts as (
    select
        tested.round_id,
        count(*) as row_count
    from {{ rows_to_test(ref('fct_lives')) }} as tested
    group by tested.round_id
)

select
    rounds.round_id,
    rounds.engagement_count,
    engagement_counts.row_count as engagement_rows,
    rounds.life_count,
    life_counts.row_count as life_rows
from rounds
left join engagement_counts on rounds.round_id = engagement_counts.round_id
left join life_counts on rounds.round_id = life_counts.round_id
where
    coalesce(rounds.engagement_count, 0) != coalesce(engagement_counts.row_count, 0)
    or coalesce(rounds.life_count, 0) != coalesce(life_counts.row_count, 0)
