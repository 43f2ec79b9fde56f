-- How many of each class shoot back within a second?
--
-- Of clean fights that were watched for a second, or in which he did shoot back before that. Who died or was left alone
-- earlier is not counted as slow: nobody knows what he would have done (`is_return_fire_censored`).
select
    reactions.target_class as class,
    count(*) as fights,
    count(*) filter (where reactions.return_fire_ms <= 1000) as shot_back,
    cast(count(*) filter (where reactions.return_fire_ms <= 1000) as double precision) / count(*) as share,
    percentile_cont(0.5) within group (order by reactions.return_fire_ms) / 1000 as median_seconds_of_those_who_did
from marts.fct_reactions as reactions
inner join marts.dim_rounds as rounds on reactions.round_id = rounds.round_id
where rounds.is_clean
    and reactions.is_clean
    and (reactions.return_fire_ms <= 1000 or reactions.return_fire_observed_ms >= 1000)
group by reactions.target_class
order by share desc, class
