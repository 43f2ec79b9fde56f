-- n participants who are players make n * (n - 1) / 2 pairs: over all clean crossfires that is what the pairs count.
with

rounds as (
    select round_id
    from {{ ref('dim_rounds') }}
    where is_clean
),

crossfires as (
    select engagement_key
    from {{ ref('fct_engagements') }}
    where is_clean and is_crossfire and round_id in (select rounds.round_id from rounds)
),

participants as (
    select
        attackers.engagement_key,
        count(distinct attackers.attacker_player_id) as player_count
    from {{ ref('fct_engagement_attackers') }} as attackers
    inner join crossfires on attackers.engagement_key = crossfires.engagement_key
    where attackers.is_crossfire_participant
    group by attackers.engagement_key
),

expected as (
    select coalesce(sum(player_count * (player_count - 1)), 0) as doubled_pairs
    from participants
),

counted as (
    select coalesce(sum(crossfires), 0) * 2 as doubled_pairs
    from {{ ref('agg_crossfire_pairs') }}
)

select
    expected.doubled_pairs as expected_doubled_pairs,
    counted.doubled_pairs as counted_doubled_pairs
from expected
cross join counted
where expected.doubled_pairs != counted.doubled_pairs
