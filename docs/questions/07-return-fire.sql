-- How many of each class shoot back within a second?
--
-- Of clean fights that were watched for a second, or in which he did shoot back before that. Who died or was left alone
-- earlier is not counted as slow: nobody knows what he would have done (`is_return_fire_censored`).
-- The median is found among the delays, of which there are fewer than fights.
with

delays as (
    select
        reactions.target_class as class,
        reactions.return_fire_ms as ms,
        count(*) as fights,
        count(reactions.return_fire_ms) as answers
    from marts.fct_reactions as reactions
    inner join marts.dim_rounds as rounds on reactions.round_id = rounds.round_id
    where rounds.is_clean
        and reactions.is_clean
        and (reactions.return_fire_ms <= 1000 or reactions.return_fire_observed_ms >= 1000)
    group by reactions.target_class, reactions.return_fire_ms
),

ranked as (
    select
        *,
        2 * sum(answers) over (partition by class order by ms) as twice_up_to_here,
        sum(answers) over (partition by class) as answers_of_class
    from delays
)

select
    class,
    cast(sum(fights) as bigint) as fights,
    cast(coalesce(sum(fights) filter (where ms <= 1000), 0) as bigint) as shot_back,
    cast(coalesce(sum(fights) filter (where ms <= 1000), 0) as double precision) / cast(sum(fights) as double precision)
        as share,
    cast(
        min(ms) filter (where twice_up_to_here >= answers_of_class)
        + min(ms) filter (where twice_up_to_here > answers_of_class) as double precision
    ) / 2000 as median_seconds_of_those_who_did
from ranked
group by class
order by share desc, class
