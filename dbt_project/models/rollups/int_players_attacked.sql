with

rounds as (
    select * from {{ ref('dim_rounds') }}
    where is_clean and is_engagements_covered
),

attackers as (
    select * from {{ ref('fct_engagement_attackers') }}
    where attacker_player_id is not null
),

engagements as (
    select * from {{ ref('fct_engagements') }}
    where round_id in (select rounds.round_id from rounds)
),

kills as (
    select * from {{ ref('fct_kills') }}
    where killer_player_id is not null and round_id in (select rounds.round_id from rounds)
),

fought as (
    select
        attackers.attacker_player_id as player_id,
        count(*) as attack_count,
        {{ total('attackers.damage') }} as damage_dealt,
        count(*) filter (where attackers.is_crossfire_participant) as crossfires,
        count(*) filter (
            where attackers.is_crossfire_participant and engagements.killed_by = 'enemy'
        ) as crossfire_kills
    from attackers
    inner join engagements on attackers.engagement_key = engagements.engagement_key
    where engagements.is_clean and not attackers.is_own_team
    group by attackers.attacker_player_id
),

-- A kill counts wherever the file names its killer, also on a target whose life is not on record (revived).
killed as (
    select
        killer_player_id as player_id,
        count(*) filter (where not is_team_kill) as kills,
        count(*) filter (where is_team_kill) as team_kills
    from kills
    group by killer_player_id
),

final as (
    select
        coalesce(fought.player_id, killed.player_id) as player_id,
        coalesce(fought.attack_count, 0) as attack_count,
        coalesce(fought.damage_dealt, 0) as damage_dealt,
        coalesce(fought.crossfires, 0) as crossfires,
        coalesce(fought.crossfire_kills, 0) as crossfire_kills,
        coalesce(killed.kills, 0) as kills,
        coalesce(killed.team_kills, 0) as team_kills
    from fought
    full outer join killed on fought.player_id = killed.player_id
)

select * from final
