with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

times as (
    select * from {{ ref('int_rounds_timed') }}
),

map_aliases as (
    select * from {{ ref('map_aliases') }}
),

-- Real seconds where the server's zone is known, else its local ones: gaps are the same.
named as (
    select
        rounds.round_id,
        rounds.server_name,
        rounds.banner_version,
        coalesce(map_aliases.map_name, {{ map_name('rounds') }}) as map_name,
        map_aliases.map_name is not null as is_map_alias,
        coalesce(
            {{ in_small_letters('rounds.header_map') }} != {{ in_small_letters('rounds.file_map') }}, false
        ) as is_map_disputed,
        -- From V5 on the number is the round's. Before: the engine's counter as it is (0 and 1, without unix times),
        -- the counter but at least 1, which says nothing, and only at last the counter plus 1 (4.2, C1).
        case
            when rounds.round_number = 2 then 'second'
            when rounds.banner_version >= 5 then case when rounds.round_number = 1 then 'first' end
            when rounds.round_number = 0 then 'first'
            when rounds.round_number = 1 and rounds.ended_unix is null then 'second'
        end as said,
        coalesce(times.ended_unix, times.stamp_seconds) as clock_end,
        coalesce(times.ended_unix, times.stamp_seconds) - coalesce(times.duration_seconds, 0) as clock_start,
        (
            not coalesce(rounds.is_test_mode, false)
            and not coalesce(rounds.is_incomplete, false)
            and coalesce(times.duration_seconds >= {{ var('shortest_round_seconds') }}, true)
        ) as is_playable
    from rounds
    inner join times on rounds.round_id = times.round_id
    left join map_aliases on {{ map_name('rounds') }} = map_aliases.alias
),

followed as (
    select
        *,
        lag(map_name) over server_rounds as previous_map,
        lag(said) over server_rounds as previous_said,
        clock_start - lag(clock_end) over server_rounds as gap_seconds
    from named
    where is_playable
    window server_rounds as (
        partition by server_name order by clock_start, clock_end, round_id
    )
),

-- A run: rounds of one map on one server, close together, none of which is known to start a match but its first.
runs as (
    select
        *,
        sum(
            case
                when
                    previous_map = map_name
                    and gap_seconds between -60 and {{ var('pair_gap_minutes') }} * 60
                    and said is distinct from 'first'
                    and previous_said is distinct from 'second'
                    then 0
                else 1
            end
        ) over (
            partition by server_name order by clock_start, clock_end, round_id
            rows between unbounded preceding and current row
        ) as run_number
    from followed
),

placed as (
    select
        *,
        row_number() over (
            partition by server_name, run_number order by clock_start, clock_end, round_id
        ) as place
    from runs
),

-- First, then second (C1, C3): what the file says counts, else the place in the run.
turned as (
    select
        *,
        coalesce(said, case when place % 2 = 1 then 'first' else 'second' end) as turn
    from placed
),

coupled as (
    select
        *,
        case
            when turn = 'first' and lead(turn) over run_rounds = 'second' then round_id
            when turn = 'second' and lag(turn) over run_rounds = 'first' then lag(round_id) over run_rounds
        end as match_id
    from turned
    window run_rounds as (
        partition by server_name, run_number order by clock_start, clock_end, round_id
    )
),

judged as (
    select
        named.*,
        coupled.match_id,
        coalesce(named.said, case when coupled.match_id is not null then coupled.turn end) as turn
    from named
    left join coupled on named.round_id = coupled.round_id
),

-- Pair first, and only then look for restarts: two matches in a row are none (B8).
restarted as (
    select distinct judged.round_id
    from judged
    inner join judged as next_firsts
        on judged.server_name = next_firsts.server_name
        and judged.map_name = next_firsts.map_name
    where
        judged.match_id is null
        and (judged.turn = 'first' or (judged.turn is null and not judged.is_playable))
        and next_firsts.turn = 'first'
        and next_firsts.round_id != judged.round_id
        and next_firsts.clock_start > judged.clock_start
        and next_firsts.clock_start - judged.clock_end between -60 and {{ var('false_start_minutes') }} * 60
),

final as (
    select
        judged.round_id,
        judged.match_id,
        judged.map_name,
        cast(case judged.turn when 'first' then 1 when 'second' then 2 end as bigint) as round_number,
        case
            when judged.turn is null then null
            when judged.banner_version >= 5 and judged.said is not null then 'header'
            when judged.match_id is not null then 'paired_in_time'
            else 'engine_counter'
        end as round_number_reason,
        judged.is_map_alias,
        judged.is_map_disputed,
        restarted.round_id is not null as is_false_start,
        coalesce(judged.turn = 'second' and judged.match_id is null, false) as is_second_without_first
    from judged
    left join restarted on judged.round_id = restarted.round_id
)

select * from final
