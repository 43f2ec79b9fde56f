-- REVIVES: who brought whom back, by the engine's own word.
-- Does not belong here: the life that goes on.

local body = require("body")
local clock = require("clock")
local engagements = require("engagements")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

local format, sqrt = string.format, math.sqrt

local M = {}

local function nearest_enemy(player, x, y, z)
  local nearest, best = nil, nil
  for slot, life in pairs(tracks.lives) do
    if life.is_alive and players.are_enemies(life, player) then
      local ex, ey, ez = body.position(slot)
      local dx, dy, dz = ex - x, ey - y, ez - z
      local distance = sqrt(dx * dx + dy * dy + dz * dz)
      if not best or distance < best then
        nearest, best = life, distance
      end
    end
  end
  return nearest, best or 0
end

-- The medic was being shot at: an engagement on him is open, and its last hit not longer ago than an escape takes.
local function is_under_fire(medic)
  local engagement = engagements.open[medic.slot]
  return engagement ~= nil and clock.time < engagement.quiet_at
end

function M.write(revived, medic)
  local x, y, z = body.position(revived.slot)
  local enemy, distance = nearest_enemy(revived, x, y, z)
  round_file.row(
    round.file,
    "REVIVES",
    format(
      "%d;%s;%s;%s;%s;%.1f;%.1f;%.1f;%.1f;%s;%d",
      clock.time,
      medic.guid,
      medic.name,
      revived.guid,
      revived.name,
      x,
      y,
      z,
      distance,
      enemy and enemy.guid or "",
      is_under_fire(medic) and 1 or 0
    )
  )
end

return M
