{{ config(materialized='incremental', meta={'is_transient': true}) }}

with

pending as (
    {{ pending_rounds() }}
),

attackers as (
    {{ built_rows_of_pending(ref('int_attackers_sided')) }}
),

written_attackers as (
    {{ loaded_rows_of_pending(ref('stg_engagement_attackers')) }}
),

engagements as (
    {{ loaded_rows_of_pending(ref('stg_engagements')) }}
),

participants as (
    {{ loaded_rows_of_pending(ref('stg_engagement_crossfire_participants')) }}
),

rounds as (
    {{ built_rows_of_pending(ref('stg_rounds')) }}
),

-- Order among the enemies of the target; team-mates get their own, unused, order: a "crossfire" of trackers that count
-- team damage may be a team-mate's stray bullet (G5).
ordered as (
    select
        *,
        row_number() over side as side_order,
        first_hit_ms - first_value(first_hit_ms) over side as side_gap_ms
    from attackers
    window side as (
        partition by round_id, line_number, is_own_team
        order by first_hit_ms, attacker_number
    )
),

-- Crossfire as the community's trackers define it (7.1), recomputed from the enemies only.
recomputed as (
    select
        ordered.*,
        coalesce(rounds.crossfire_window_ms, 1000) as crossfire_window_ms,
        coalesce(rounds.is_proximity_tracker, false) as is_proximity_tracker,
        min(case when not ordered.is_own_team and ordered.side_order = 2 then ordered.side_gap_ms end) over (
            partition by ordered.round_id, ordered.line_number
        ) as enemy_delay_ms
    from ordered
    inner join rounds on ordered.round_id = rounds.round_id
),

-- Our own tracker counts enemies only, and finds a crossfire wherever in the engagement it is: first hits do not tell.
written as (
    select
        written_attackers.round_id,
        written_attackers.line_number,
        written_attackers.attacker_number,
        max(case when engagements.is_crossfire then engagements.crossfire_delay_ms end) as delay_ms,
        bool_or(participants.participant_number is not null) as is_participant
    from written_attackers
    inner join engagements
        on written_attackers.round_id = engagements.round_id
        and written_attackers.line_number = engagements.line_number
    left join participants
        on written_attackers.round_id = participants.round_id
        and written_attackers.line_number = participants.line_number
        and coalesce(written_attackers.attacker_guid, '') = coalesce(participants.participant_guid, '')
    group by written_attackers.round_id, written_attackers.line_number, written_attackers.attacker_number
),

final as (
    select
        recomputed.round_id,
        recomputed.round_revision,
        recomputed.line_number,
        recomputed.attacker_number,
        recomputed.actor_key,
        recomputed.attacker_team,
        recomputed.damage,
        recomputed.hits,
        recomputed.got_kill,
        recomputed.first_hit_ms,
        recomputed.last_hit_ms,
        recomputed.is_own_team,
        case when not recomputed.is_own_team then recomputed.side_order end as enemy_order,
        case
            when recomputed.is_proximity_tracker then written.delay_ms
            when recomputed.enemy_delay_ms <= recomputed.crossfire_window_ms then recomputed.enemy_delay_ms
        end as crossfire_delay_ms,
        case
            when recomputed.is_proximity_tracker then written.is_participant
            else coalesce(
                not recomputed.is_own_team
                and recomputed.enemy_delay_ms <= recomputed.crossfire_window_ms
                and recomputed.side_gap_ms <= recomputed.crossfire_window_ms,
                false
            )
        end as is_crossfire_participant
    from recomputed
    inner join written
        on recomputed.round_id = written.round_id
        and recomputed.line_number = written.line_number
        and recomputed.attacker_number = written.attacker_number
)

select * from final
