with

rounds as (
    select * from {{ ref('dim_rounds') }}
    where is_clean
),

engagements as (
    select * from {{ ref('fct_engagements') }}
    where is_clean and is_crossfire and round_id in (select rounds.round_id from rounds)
),

attackers as (
    select * from {{ ref('fct_engagement_attackers') }}
    where is_crossfire_participant and attacker_player_id is not null
),

shared_times as (
    select * from {{ ref('fct_shared_times') }}
),

players as (
    select * from {{ ref('dim_players') }}
),

-- A rate per time needs rounds in which both are on record, the crossfires and the time.
timed_rounds as (
    select round_id from rounds
    where is_engagements_covered and is_lives_covered
),

-- Every unordered pair among the participants of one crossfire; the smaller id is player a.
pairs as (
    select
        attackers.attacker_player_id as player_a_id,
        partners.attacker_player_id as player_b_id,
        engagements.round_id,
        coalesce(engagements.killed_by = 'enemy', false) as is_kill,
        engagements.round_id in (select timed_rounds.round_id from timed_rounds) as is_timed,
        abs(attackers.first_hit_ms - partners.first_hit_ms) as gap_ms
    from engagements
    inner join attackers on engagements.engagement_key = attackers.engagement_key
    inner join attackers as partners
        on attackers.engagement_key = partners.engagement_key
        and attackers.attacker_player_id < partners.attacker_player_id
),

counted as (
    select
        player_a_id,
        player_b_id,
        count(distinct round_id) as round_count,
        count(*) as crossfires,
        count(*) filter (where is_kill) as kills,
        count(*) filter (where is_timed) as timed_crossfires,
        percentile_cont(0.5) within group (order by gap_ms) as median_gap_ms
    from pairs
    group by player_a_id, player_b_id
),

exposed as (
    select
        player_a_id,
        player_b_id,
        count(*) as shared_round_count,
        {{ total('shared_ms') }} as shared_ms
    from shared_times
    where round_id in (select timed_rounds.round_id from timed_rounds)
    group by player_a_id, player_b_id
),

final as (
    select
        counted.player_a_id,
        counted.player_b_id,
        counted.round_count,
        counted.crossfires,
        counted.kills,
        {{ share('counted.kills', 'counted.crossfires') }} as conversion,
        {{ share_bound('counted.kills', 'counted.crossfires', 'low') }} as conversion_low,
        {{ share_bound('counted.kills', 'counted.crossfires', 'high') }} as conversion_high,
        counted.timed_crossfires,
        coalesce(exposed.shared_round_count, 0) as shared_round_count,
        {{ share('counted.timed_crossfires * 3600000', 'exposed.shared_ms') }} as crossfires_per_hour,
        {{ share(count_bound('counted.timed_crossfires', 'low') ~ ' * 3600000', 'exposed.shared_ms') }}
            as crossfires_per_hour_low,
        {{ share(count_bound('counted.timed_crossfires', 'high') ~ ' * 3600000', 'exposed.shared_ms') }}
            as crossfires_per_hour_high,
        (player_a.is_bot or player_b.is_bot) as has_bot,
        counted.median_gap_ms,
        exposed.shared_ms
    from counted
    inner join players as player_a on counted.player_a_id = player_a.player_id
    inner join players as player_b on counted.player_b_id = player_b.player_id
    left join exposed
        on counted.player_a_id = exposed.player_a_id
        and counted.player_b_id = exposed.player_b_id
)

select * from final
