with

players_seen as (
    select * from {{ ref('int_players_seen') }}
    where player_id is not null
),

rounds as (
    select * from {{ ref('dim_rounds') }}
),

player_aliases as (
    select * from {{ ref('player_aliases') }}
),

-- Names change between rounds: the latest round names the player (E4).
ranked as (
    select
        players_seen.*,
        rounds.started_at,
        rounds.ended_at,
        row_number() over (
            partition by players_seen.player_id
            order by rounds.ended_at desc nulls last, rounds.file_name desc, players_seen.round_id desc
        ) as round_rank
    from players_seen
    inner join rounds
        on players_seen.round_id = rounds.round_id
        and players_seen.round_revision = rounds.round_revision
),

summed as (
    select
        player_id,
        player_id as guid,
        max(case when round_rank = 1 then player_name end) as player_name,
        max(case when round_rank = 1 then player_name_raw end) as player_name_raw,
        count(distinct player_name) as name_count,
        count(*) as round_count,
        bool_or(is_bot) as is_bot,
        min(started_at) as first_seen_at,
        max(ended_at) as last_seen_at
    from ranked
    group by player_id
),

-- The community may say which GUIDs are one person (E4).
final as (
    select
        summed.player_id,
        coalesce({{ in_capitals('player_aliases.person_id') }}, summed.player_id) as person_id,
        summed.guid,
        summed.player_name,
        summed.player_name_raw,
        summed.name_count,
        summed.round_count,
        summed.is_bot,
        summed.first_seen_at,
        summed.last_seen_at
    from summed
    left join player_aliases on summed.player_id = {{ in_capitals('player_aliases.guid') }}
)

select * from final
