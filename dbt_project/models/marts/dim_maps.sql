with

rounds as (
    select * from {{ ref('dim_rounds') }}
),

engagements as (
    select * from {{ ref('fct_engagements') }}
),

-- (0, 0, 0) means unknown. The end of a fight at the end of a round lies on the intermission camera.
points as (
    select
        round_id,
        start_x as x,
        start_y as y,
        start_z as z
    from engagements
    union all
    select
        round_id,
        end_x,
        end_y,
        end_z
    from engagements
    where outcome not in ('round_end', 'shutdown')
),

bounds as (
    select
        rounds.map_name,
        min(points.x) as min_x,
        min(points.y) as min_y,
        min(points.z) as min_z,
        max(points.x) as max_x,
        max(points.y) as max_y,
        max(points.z) as max_z
    from points
    inner join rounds on points.round_id = rounds.round_id
    where not (points.x = 0 and points.y = 0 and points.z = 0)
    group by rounds.map_name
),

played as (
    select
        map_name,
        count(*) as round_count,
        min(started_at) as first_played_at,
        max(ended_at) as last_played_at
    from rounds
    group by map_name
),

final as (
    select
        played.map_name,
        played.round_count,
        bounds.min_x,
        bounds.min_y,
        bounds.min_z,
        bounds.max_x,
        bounds.max_y,
        bounds.max_z,
        played.first_played_at,
        played.last_played_at
    from played
    left join bounds on played.map_name = bounds.map_name
)

select * from final
