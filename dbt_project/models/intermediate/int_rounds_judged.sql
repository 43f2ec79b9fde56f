with

rounds as (
    select * from {{ ref('stg_rounds') }}
),

times as (
    select * from {{ ref('int_rounds_timed') }}
),

clocks as (
    select * from {{ ref('int_rounds_clocked') }}
),

plays as (
    select * from {{ ref('int_rounds_played') }}
),

pairs as (
    select * from {{ ref('int_rounds_paired') }}
),

final as (
    select
        rounds.round_id,
        -- Why a round stays out of rates and rankings: first match wins (A7, B8, K1, K2, K4). Null when it counts.
        case
            when rounds.is_test_mode then 'test_mode'
            when pairs.is_false_start then 'false_start'
            when times.duration_ms < {{ var('shortest_round_seconds') }} * 1000 then 'too_short'
            when plays.axis_count = 0 or plays.allies_count = 0 then 'one_side_empty'
        end as exclusion_reason,
        {{ repair_reasons({
            'map_alias': 'pairs.is_map_alias',
            'map_differs_from_file_name': 'pairs.is_map_disputed',
            'round_number_by_pairing': "pairs.round_number_reason = 'paired_in_time' and "
                ~ "coalesce(rounds.round_number, 0) != pairs.round_number",
            'round_number_by_counter': "pairs.round_number_reason = 'engine_counter' and "
                ~ "coalesce(rounds.round_number, 0) != pairs.round_number",
            'round_number_unknown': 'pairs.round_number is null',
            'second_without_first': 'pairs.is_second_without_first',
            'header_time_contradicted': 'clocks.is_header_contradicted',
            'times_from_file_stamp': 'times.is_end_from_stamp and times.ended_unix is not null',
            'times_unknown': 'times.ended_unix is null',
            'clock_shifted': 'clocks.clock_shift_ms != 0',
            'clock_by_first_spawns': "clocks.clock_evidence = 'first_spawns'",
            'clock_by_first_fight': "clocks.clock_evidence = 'first_fight'",
            'clock_by_last_row': "clocks.clock_evidence = 'header_and_last_row'",
            'clock_unknown': 'clocks.clock_shift_ms is null',
            'pause_in_round': 'plays.pause_count > 0 and rounds.declared_pause_ms is null',
            'file_truncated': 'rounds.is_truncated',
            'file_damaged': 'rounds.damage_evidence is not null',
            'round_incomplete': 'rounds.is_incomplete',
            'tracker_errors': 'rounds.tracker_error_count > 0',
        }) }} as repair_reasons
    from rounds
    inner join times on rounds.round_id = times.round_id
    inner join pairs on rounds.round_id = pairs.round_id
    inner join plays
        on rounds.round_id = plays.round_id
        and rounds.round_revision = plays.round_revision
    inner join clocks
        on rounds.round_id = clocks.round_id
        and rounds.round_revision = clocks.round_revision
)

select * from final
