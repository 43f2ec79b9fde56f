-- et_Obituary: a death, told to all who record deaths, and the row of COMBAT_POSITIONS for the kill of an enemy.
-- Does not belong here: what the others make of it.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local deaths = require("deaths")
local engagements = require("engagements")
local heatmaps = require("heatmaps")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local spawns = require("spawns")
local tracks = require("tracks")
local weapons = require("weapons")

local get, format, floor = et.gentity_get, string.format, math.floor

local M = {}

local function write(victim, killer, means, x, y, z)
  if round.settings.combat_positions == 0 then
    return
  end
  local ax, ay, az = body.position(killer.slot)
  round_file.row(
    round.file,
    "COMBAT_POSITIONS",
    format(
      "%d;kill;%s;%s;%s;%s;%s;%s;%s;%s;%d;%d;%d;%d;%d;%d;%d;%d;%d;%d;%d",
      clock.time,
      killer.guid,
      killer.name,
      killer.team_name,
      killer.class_name,
      victim.guid,
      victim.name,
      victim.team_name,
      victim.class_name,
      floor(ax + 0.5),
      floor(ay + 0.5),
      floor(az + 0.5),
      floor(x + 0.5),
      floor(y + 0.5),
      floor(z + 0.5),
      weapons.of(means, body.weapon(killer.slot)),
      means,
      get(killer.slot, "health"),
      tracks.count_alive(players.AXIS),
      tracks.count_alive(players.ALLIES)
    )
  )
end

local function by_enemy(victim, killer, means, x, y, z)
  heatmaps.kill(x, y, killer.team)
  write(victim, killer, means, x, y, z)
  kill_outcomes.killed(victim, killer, means, get(victim.slot, "health"))
end

function M.died(victim_slot, killer_slot, means)
  if not players.is_slot(victim_slot) then
    return
  end
  clock.seen(get(victim_slot, "deathTime"))
  spawns.settle(victim_slot)
  local victim = players.get(victim_slot)
  local killer = players.is_slot(killer_slot) and players.get(killer_slot) or nil
  if means ~= deaths.SWITCH_TEAM then
    players.read_side(victim)
  end
  if killer and killer ~= victim then
    players.read_side(killer)
  end
  local death_type = deaths.type_of(victim, killer, means)
  local x, y, z = body.position(victim_slot)
  local engagement = engagements.open[victim_slot]
  if engagement then
    local is_by_player = death_type == "killed" or death_type == "teamkill"
    engagements.close(engagement, death_type, x, y, z, is_by_player and killer or nil)
  end
  local life = tracks.lives[victim_slot]
  if life and life.is_alive then
    tracks.fall(life, clock.time, death_type)
  end
  carriers.died(victim, killer, means, death_type, x, y, z)
  if killer and players.are_enemies(victim, killer) then
    by_enemy(victim, killer, means, x, y, z)
  end
end

return M
