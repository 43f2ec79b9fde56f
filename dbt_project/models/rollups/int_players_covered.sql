with

players_seen as (
    select * from {{ ref('int_players_seen') }}
    where player_id is not null
),

rounds as (
    select * from {{ ref('dim_rounds') }}
    where is_clean
),

final as (
    select
        players_seen.player_id,
        count(distinct rounds.round_id) as clean_round_count,
        count(distinct case when rounds.is_engagements_covered then rounds.round_id end) as engagement_round_count,
        count(distinct case when rounds.is_lives_covered then rounds.round_id end) as life_round_count
    from players_seen
    inner join rounds
        on players_seen.round_id = rounds.round_id
        and players_seen.round_revision = rounds.round_revision
    group by players_seen.player_id
)

select * from final
