{{ config(materialized='incremental') }}

with

pending as (
    {{ pending_rounds() }}
),

kills as (
    {{ built_rows_of_pending(ref('int_kills_listed')) }}
),

combat_positions as (
    {{ loaded_rows_of_pending(source('staging', 'combat_positions')) }}
),

hits as (
    {{ loaded_rows_of_pending(source('staging', 'hits')) }}
),

-- Means without a weapon of their own show the weapon in hand (6.6, H7).
listed as (
    select
        round_id,
        round_revision,
        line_number,
        atk_class as killer_class,
        vic_class as victim_class,
        nullif(weapon, 0) as weapon_id,
        mod as means_of_death,
        mod in (0, 1, 2, 3, 21, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 47, 48, 49, 58, 59, 60) as is_weapon_held,
        ax,
        ay,
        az,
        vx,
        vy,
        vz,
        killer_health,
        axis_alive,
        allies_alive
    from combat_positions
),

-- Team kills of our own tracker.
hit as (
    select
        hits.round_id,
        hits.round_revision,
        hits.line_number,
        cast(null as text) as killer_class,
        cast(null as text) as victim_class,
        nullif(hits.weapon, 0) as weapon_id,
        hits.means_of_death,
        true as is_weapon_held,
        hits.ax,
        hits.ay,
        hits.az,
        hits.tx as vx,
        hits.ty as vy,
        hits.tz as vz,
        cast(null as bigint) as killer_health,
        cast(null as bigint) as axis_alive,
        cast(null as bigint) as allies_alive
    from hits
    inner join kills
        on hits.round_id = kills.round_id
        and hits.line_number = kills.line_number
),

positioned as (
    select * from listed
    union all
    select * from hit
),

-- The position 0, 0, 0 stands for an unreadable one (F9).
final as (
    select
        round_id,
        round_revision,
        line_number,
        killer_class,
        victim_class,
        weapon_id,
        means_of_death,
        is_weapon_held,
        (ax = 0 and ay = 0 and az = 0) as is_killer_unreadable,
        (vx = 0 and vy = 0 and vz = 0) as is_victim_unreadable,
        cast(ax as double precision) as killer_x,
        cast(ay as double precision) as killer_y,
        cast(az as double precision) as killer_z,
        cast(vx as double precision) as victim_x,
        cast(vy as double precision) as victim_y,
        cast(vz as double precision) as victim_z,
        killer_health,
        axis_alive,
        allies_alive
    from positioned
)

select * from final
