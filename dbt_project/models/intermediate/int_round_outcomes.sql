with

outcomes as (
    select * from {{ source('staging', 'round_outcome') }}
),

-- A file has one row; in one that was glued together the first counts.
ranked as (
    select
        *,
        row_number() over (partition by round_id order by line_number) as outcome_rank
    from outcomes
),

final as (
    select
        round_id,
        line_number,
        case when winner in ('AXIS', 'ALLIES') then winner end as winner_team,
        defender as defender_team,
        case defender when 'AXIS' then 'ALLIES' when 'ALLIES' then 'AXIS' end as attacker_team,
        surrendered_team,
        end_reason,
        case
            when winner = 'DRAW' then true
            when winner in ('AXIS', 'ALLIES') then false
        end as is_draw,
        case when winner in ('AXIS', 'ALLIES') then winner != defender end as is_attackers_win,
        time_limit_ms,
        next_time_limit_ms
    from ranked
    where outcome_rank = 1
)

select * from final
