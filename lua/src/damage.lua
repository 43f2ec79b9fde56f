-- et_Damage: who hit whom, told to all who record hits.
-- Does not belong here: their rows.
--
-- The engine calls before health falls, for every damageable entity: corpses are 64 and up, the world is 1022. A target
-- without health is a body that waits for a medic.

local body = require("body")
local clock = require("clock")
local deaths = require("deaths")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local reactions = require("reactions")
local spawns = require("spawns")

local get = et.gentity_get

local M = {}
-- One table for all calls: the others only read it.
local hit = {}

local function take(target_slot, attacker_slot, damage, means)
  hit.target = players.read_side(players.get(target_slot))
  hit.attacker = players.read_side(players.get(attacker_slot))
  hit.damage, hit.means = damage, means
  hit.health = get(target_slot, "health")
  hit.weapon = body.weapon(attacker_slot)
  hit.ax, hit.ay, hit.az = body.position(attacker_slot)
  hit.tx, hit.ty, hit.tz = body.position(target_slot)
  hit.is_team_hit = hit.target.team == hit.attacker.team
  hit.is_body_hit = hit.health <= 0
end

local function under_enemy_fire()
  -- Who returns fire must be known as an attacker before this hit makes him one.
  reactions.hit(engagements.open, hit.attacker, hit.target, clock.time)
  engagements.hit(hit.target, hit.attacker, hit.damage, hit.weapon, hit.tx, hit.ty, hit.tz)
end

-- The world, or his own grenade, hit a player: that matters to a body only.
local function by_nobody(target_slot, damage)
  local health = get(target_slot, "health")
  if health <= 0 then
    kill_outcomes.body_hit(target_slot, health - damage, nil)
  end
end

function M.dealt(target_slot, attacker_slot, damage, means)
  if damage < 1 or not players.is_slot(target_slot) then
    return
  end
  if deaths.is_inside_frame(means) then
    clock.inside_frame()
  end
  spawns.settle(target_slot)
  if target_slot == attacker_slot or not players.is_slot(attacker_slot) then
    return by_nobody(target_slot, damage)
  end
  take(target_slot, attacker_slot, damage, means)
  hits.write(hit)
  if hit.is_body_hit then
    kill_outcomes.body_hit(target_slot, hit.health - damage, hit.attacker)
  elseif players.are_enemies(hit.target, hit.attacker) then
    under_enemy_fire()
  end
end

return M
