-- What was played each evening, and how much of it counts?
--
-- For admins: rounds that are none (tests, false starts, stubs) and files that were cut show here first. `clean_fights` is the
-- share of engagements that enter rates; `agg_round_repairs` says why the others do not.
with

fights as (
    select
        round_id,
        count(*) as fights,
        count(*) filter (where is_clean) as clean_fights
    from marts.fct_engagements
    group by round_id
)

select
    rounds.session_date as evening,
    rounds.server_name as server,
    count(*) as rounds,
    count(*) filter (where rounds.is_clean) as rounds_that_count,
    count(*) filter (where rounds.is_truncated) as cut_files,
    count(distinct rounds.map_name) as maps,
    max(rounds.human_count) as most_people,
    max(rounds.bot_count) as most_bots,
    cast(sum(rounds.reject_count) as bigint) as rejected_lines,
    cast(sum(fights.clean_fights) as double precision) / nullif(cast(sum(fights.fights) as double precision), 0)
        as clean_fights
from marts.dim_rounds as rounds
left join fights on rounds.round_id = fights.round_id
group by rounds.session_date, rounds.server_name
order by rounds.session_date desc, rounds.server_name
limit 10
