-- Lives: the path of every player, kept as a table a point until the round is over.

local names = require("names")
local state = require("state")
local world = require("world")

local get, format = et.gentity_get, string.format

local M = {}

function M.add(life, health, speed, weapon, stance, sprint, event, at)
  at.time, at.health, at.speed, at.weapon, at.stance, at.sprint, at.event =
    state.now, health, speed, weapon, stance, sprint, event
  life.path[#life.path + 1] = at
end

function M.open(slot)
  local life = { player = world.player(slot), spawned = state.now, path = {}, stamina = 20000 }
  state.round.lives[slot] = life
  M.add(life, get(slot, "health"), 0, get(slot, "ps.weapon"), 0, 0, "spawn", world.place(slot))
end

function M.close(life, death_type, is_over)
  if life.died then
    life.ended, life.death_type = life.died, life.fell_by
  else
    local slot = life.player.slot
    local health = is_over and get(slot, "health") or 0
    M.add(life, health, 0, get(slot, "ps.weapon"), 0, 0, death_type, world.place(slot, is_over))
    life.ended, life.death_type = state.now, death_type
  end
  state.round.lives[life.player.slot] = nil
  state.round.finished_lives[#state.round.finished_lives + 1] = life
end

function M.sample(life)
  local slot = life.player.slot
  local flags, health = get(slot, "ps.pm_flags"), get(slot, "health")
  if health <= 0 or flags % 0x8000 >= 0x4000 then
    return
  end
  local v, stamina = get(slot, "ps.velocity"), get(slot, "ps.stats", 8)
  local speed = math.sqrt(v[1] ^ 2 + v[2] ^ 2)
  local is_prone = get(slot, "ps.eFlags") % 0x100000 >= 0x80000
  local stance = is_prone and 2 or flags % 2
  local sprint = life.stamina - stamina > 100 and speed >= 140 and stance == 0 and 1 or 0
  life.stamina = stamina
  if speed > 10 and not life.first_move then
    life.first_move = state.now
  end
  M.add(life, health, speed, get(slot, "ps.weapon"), stance, sprint, "sample", world.place(slot))
  local engagement = state.round.engagements[slot]
  if engagement then
    local at = world.place(slot)
    at.time, at.event = state.now, "sample"
    engagement.positions[#engagement.positions + 1] = at
  end
end

function M.row(life)
  local p = life.player
  return format(
    "%s;%s;%s;%s;%d;%d;%s;%s;%d;%s",
    p.guid,
    p.name,
    names.TEAMS[p.team],
    names.CLASSES[p.class],
    life.spawned,
    life.ended,
    life.first_move or "",
    life.death_type,
    #life.path,
    names.joined(life.path, function(at)
      return format(
        "%d,%.1f,%.1f,%.1f,%d,%.1f,%d,%d,%d,%s",
        at.time,
        at.x,
        at.y,
        at.z,
        at.health,
        at.speed,
        at.weapon,
        at.stance,
        at.sprint,
        at.event
      )
    end, "|")
  )
end

return M
