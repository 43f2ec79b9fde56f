-- The rows of ENGAGEMENTS and REACTION_METRICS, from the hits and places of an engagement that is over.

local limits = require("limits")
local names = require("names")
local world = require("world")

local format = string.format

local M = {}

local function attackers_of(engagement)
  local by_guid, order = {}, {}
  for _, hit in ipairs(engagement.hits) do
    local guid = hit.attacker.guid
    local attacker = by_guid[guid]
    if not attacker then
      attacker = { player = hit.attacker, damage = 0, hits = 0, first = hit.time, weapons = {} }
      by_guid[guid], order[#order + 1] = attacker, attacker
    end
    attacker.damage, attacker.hits, attacker.last = attacker.damage + hit.damage, attacker.hits + 1, hit.time
    attacker.weapons[hit.weapon] = (attacker.weapons[hit.weapon] or 0) + 1
  end
  return order
end

-- Delay and participants of the earliest two hits of different attackers within the window; nil if there are none.
local function crossfire_of(hits)
  for i, second in ipairs(hits) do
    for _, first in ipairs(hits) do
      if first.time <= second.time and second.time - first.time <= limits.WINDOW_MS and first ~= second then
        if first.attacker.guid ~= second.attacker.guid then
          local guids, seen = {}, {}
          for _, hit in ipairs(hits) do
            local guid = hit.attacker.guid
            if hit.time >= first.time and hit.time <= first.time + limits.WINDOW_MS and not seen[guid] then
              seen[guid], guids[#guids + 1] = true, guid
            end
          end
          return second.time - first.time, table.concat(guids, ",")
        end
      end
      if first == hits[i] then
        break
      end
    end
  end
end

local function moved_of(engagement)
  local sum, before = 0, nil
  for _, at in ipairs(engagement.positions) do
    if at.event ~= "sample" then
      sum = sum + (before and world.distance(at, before) or 0)
      before = at
    end
  end
  return sum
end

local function attacker_line(attacker, killer)
  local weapons = {}
  for weapon, count in pairs(attacker.weapons) do
    weapons[#weapons + 1] = weapon .. ":" .. count .. ";"
  end
  local p = attacker.player
  return format(
    "%s,%s,%s,%d,%d,%d,%d,%d,%s",
    p.guid,
    p.name,
    names.TEAMS[p.team],
    attacker.damage,
    attacker.hits,
    attacker.first,
    attacker.last,
    killer and killer.guid == p.guid and 1 or 0,
    table.concat(weapons)
  )
end

function M.engagement(e)
  local attackers, damage = attackers_of(e), 0
  for _, attacker in ipairs(attackers) do
    damage = damage + attacker.damage
  end
  local delay, participants = crossfire_of(e.hits)
  local first, last, t = e.positions[1], e.positions[#e.positions], e.target
  return format(
    "%d;%d;%d;%d;%s;%s;%s;%s;%d;%s;%s;%d;%d;%s;%s;%.1f;%.1f;%.1f;%.1f;%.1f;%.1f;%.1f;%s;%s",
    e.id,
    e.started,
    e.ended,
    e.ended - e.started,
    t.guid,
    t.name,
    names.TEAMS[t.team],
    e.outcome,
    damage,
    e.killer and e.killer.guid or "",
    e.killer and e.killer.name or "",
    #attackers,
    delay and 1 or 0,
    delay or "",
    participants or "",
    first.x,
    first.y,
    first.z,
    last.x,
    last.y,
    last.z,
    moved_of(e),
    names.joined(e.positions, function(at)
      return format("%d,%.1f,%.1f,%.1f,%s", at.time, at.x, at.y, at.z, at.event)
    end, "|"),
    names.joined(attackers, function(attacker)
      return attacker_line(attacker, e.killer)
    end, "|")
  )
end

local function dodge_of(e)
  local dx, dy
  for i = 2, #e.positions - 1 do
    local from, to = e.positions[i - 1], e.positions[i]
    local x, y = to.x - from.x, to.y - from.y
    local length = math.sqrt(x * x + y * y)
    if length >= limits.SHORTEST_STEP and to.time - e.started <= limits.REACTION_MS then
      if not dx then
        dx, dy = x / length, y / length
      elseif (x * dx + y * dy) / length <= math.cos(math.pi / 4) then
        return to.time - e.started
      end
    end
  end
end

function M.reaction(e)
  local t = e.target
  return format(
    "%d;%s;%s;%s;%s;%s;%d;%s;%s;%s;%d;%d;%d",
    e.id,
    t.guid,
    t.name,
    names.TEAMS[t.team],
    names.CLASSES[t.class],
    e.outcome,
    #attackers_of(e),
    e.return_fire or "",
    dodge_of(e) or "",
    e.support or "",
    e.started,
    e.ended,
    e.ended - e.started
  )
end

return M
