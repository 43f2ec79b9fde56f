-- How does the escape rate depend on the number of attackers?
--
-- Of clean fights that were decided, how many ended with an escape: 5 s without a hit and 300 units away. Trackers of two
-- generations differ in what else can end a fight (`timeout` after 15 s, `is_timeout_possible`) and are not compared. The last
-- two columns are Wilson's 95 % interval.
with

fights as (
    select
        rounds.is_timeout_possible,
        least(engagements.attacker_count, 4) as attackers,
        count(*) as fights,
        count(*) filter (where engagements.outcome = 'escaped') as escapes
    from marts.fct_engagements as engagements
    inner join marts.dim_rounds as rounds on engagements.round_id = rounds.round_id
    where rounds.is_clean
        and rounds.is_engagements_covered
        and rounds.is_escape_detected
        and engagements.is_clean
        and (engagements.killed_by is not null or engagements.outcome in ('escaped', 'timeout'))
    group by rounds.is_timeout_possible, least(engagements.attacker_count, 4)
),

rates as (
    select
        *,
        cast(fights as double precision) as n,
        cast(escapes as double precision) / fights as rate,
        cast(3.8414588 as double precision) as z_squared
    from fights
)

select
    is_timeout_possible,
    attackers,
    fights,
    escapes,
    rate as escape_rate,
    (rate + z_squared / (2 * n) - sqrt(z_squared * (rate * (1 - rate) / n + z_squared / (4 * n * n))))
    / (1 + z_squared / n) as at_least,
    (rate + z_squared / (2 * n) + sqrt(z_squared * (rate * (1 - rate) / n + z_squared / (4 * n * n))))
    / (1 + z_squared / n) as at_most
from rates
order by is_timeout_possible, attackers
