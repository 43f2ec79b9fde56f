-- HITS: every damage that one player did another, so that any window can be computed anew later.
-- Does not belong here: what a hit means.

local body = require("body")
local clock = require("clock")
local round = require("round")
local round_file = require("round_file")

local get, format, floor = et.gentity_get, string.format, math.floor

local REGIONS = "pers.playerStats.hitRegions"

local M = {}
-- By slot: the attacker's counters as they were at his last hit.
local counters = {}

-- A new connection begins with new counters; what they stand at is read at the first hit.
function M.forget(slot)
  counters[slot] = nil
end

function M.start()
  for slot in pairs(counters) do
    counters[slot] = nil
  end
end

local function read(slot)
  return {
    [0] = get(slot, REGIONS, 0),
    [1] = get(slot, REGIONS, 1),
    [2] = get(slot, REGIONS, 2),
    [3] = get(slot, REGIONS, 3),
  }
end

-- Remembers where a player's counters stand before he hits anybody.
function M.watch(slot)
  counters[slot] = read(slot)
end

-- The region whose counter moved since the last look: 0 head, 1 arms, 2 body, 3 legs; "" if none did. The engine counts
-- before it calls, and only for bullets.
local function region_of(slot)
  local known = counters[slot]
  if not known then
    M.watch(slot)
    return ""
  end
  local moved = ""
  for region = 0, 3 do
    local count = get(slot, REGIONS, region)
    if count > known[region] and moved == "" then
      moved = region
    end
    known[region] = count
  end
  return moved
end

-- `hit`: attacker, target (players), damage, health, means, weapon, positions, is_team_hit, is_body_hit.
function M.write(hit)
  if round.settings.hits == 0 then
    return
  end
  local attacker, target = hit.attacker, hit.target
  local yaw, pitch = body.view(attacker.slot)
  round_file.row(
    round.file,
    "HITS",
    format(
      "%d;%s;%d;%s;%d;%d;%d;%d;%d;%s;%d;%d;%d;%d;%d;%d;%.1f;%.1f;%d;%d",
      clock.time,
      attacker.guid,
      attacker.slot,
      target.guid,
      target.slot,
      hit.damage,
      hit.health,
      hit.weapon,
      hit.means,
      region_of(attacker.slot),
      floor(hit.ax + 0.5),
      floor(hit.ay + 0.5),
      floor(hit.az + 0.5),
      floor(hit.tx + 0.5),
      floor(hit.ty + 0.5),
      floor(hit.tz + 0.5),
      yaw,
      pitch,
      hit.is_team_hit and 1 or 0,
      hit.is_body_hit and 1 or 0
    )
  )
end

return M
