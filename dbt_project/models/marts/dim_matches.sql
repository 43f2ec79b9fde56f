with

rounds as (
    select * from {{ ref('dim_rounds') }}
    where match_id is not null
),

outcomes as (
    select * from {{ ref('int_round_outcomes') }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

-- The time that attackers needed; only a clock that begins with the round tells it.
attacks as (
    select
        rounds.*,
        outcomes.is_attackers_win,
        case when outcomes.is_attackers_win then clocks.closed_ms - clocks.clock_shift_ms end as attack_ms
    from rounds
    left join outcomes on rounds.round_id = outcomes.round_id
    left join clocks
        on rounds.round_id = clocks.round_id
        and rounds.round_revision = clocks.round_revision
),

paired as (
    select
        firsts.match_id,
        firsts.session_id,
        firsts.server_name,
        firsts.map_name,
        firsts.round_id as first_round_id,
        seconds.round_id as second_round_id,
        firsts.is_attackers_win as is_first_attack_won,
        seconds.is_attackers_win as is_second_attack_won,
        -- Whoever attacks second plays against the time of the first; an admin may have set another limit.
        coalesce(seconds.time_limit_ms <= firsts.next_time_limit_ms + 1000, false) as is_against_the_clock,
        firsts.is_clean and seconds.is_clean as is_clean,
        firsts.session_date,
        firsts.started_at,
        seconds.ended_at,
        firsts.attack_ms as first_attack_ms,
        seconds.attack_ms as second_attack_ms
    from attacks as firsts
    inner join attacks as seconds on firsts.match_id = seconds.match_id
    where firsts.round_id = firsts.match_id and seconds.round_id != seconds.match_id
),

judged as (
    select
        *,
        case
            when is_first_attack_won is null and is_second_attack_won is null then 'both_rounds_unknown'
            when is_first_attack_won is null then 'first_round_unknown'
            when is_second_attack_won is null then 'second_round_unknown'
            when not (is_first_attack_won and is_second_attack_won) or is_against_the_clock then 'declared'
            when first_attack_ms is not null and second_attack_ms is not null then 'times'
            else 'times_unknown'
        end as evidence
    from paired
),

-- Both sides held: draw. Both got through: the faster one, at a tie those who attacked first (METRIC_DEFINITIONS 15).
final as (
    select
        match_id,
        session_id,
        server_name,
        map_name,
        first_round_id,
        second_round_id,
        case
            when evidence not in ('declared', 'times') then null
            when is_first_attack_won and not is_second_attack_won then 'first_attackers'
            when is_second_attack_won and not is_first_attack_won then 'first_defenders'
            when not is_first_attack_won then 'draw'
            when evidence = 'declared' or second_attack_ms < first_attack_ms then 'first_defenders'
            else 'first_attackers'
        end as winner,
        evidence,
        is_first_attack_won,
        is_second_attack_won,
        is_clean,
        session_date,
        started_at,
        ended_at,
        first_attack_ms,
        second_attack_ms
    from judged
)

select * from final
