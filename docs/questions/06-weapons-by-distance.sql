-- Which weapon kills from which distance?
--
-- Only files with COMBAT_POSITIONS know both places and the weapon that killed (`weapon_source`); in others the weapon is the
-- one in the killer's hand, and is left out here. In game units: a player is 36 wide and 72 tall.
select
    weapons.weapon_name as weapon,
    weapons.weapon_class as class,
    count(*) as kills,
    percentile_cont(0.5) within group (order by kills.distance_units) as median_units,
    min(kills.distance_units) as shortest_units,
    max(kills.distance_units) as longest_units
from marts.fct_kills as kills
inner join marts.dim_rounds as rounds on kills.round_id = rounds.round_id
inner join marts.dim_weapons as weapons on kills.weapon_id = weapons.weapon_id
where rounds.is_clean
    and not kills.is_team_kill
    and kills.weapon_source = 'means_of_death'
    and kills.distance_units is not null
group by weapons.weapon_name, weapons.weapon_class
order by kills desc, weapon
limit 10
