-- CONSTRUCTION_EVENTS: dynamite planted and defused, objectives destroyed and built, flag poles captured.
-- Does not belong here: documents and flags that are carried.

local body = require("body")
local clock = require("clock")
local objectives = require("objectives")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local text = require("text")
local tracks = require("tracks")

local get, format, floor = et.gentity_get, string.format, math.floor

-- A flag pole is taken by touching it; a builder stands at what he builds.
local CAPTURE_UNITS, BUILD_UNITS = 500, 200
local POLL_MS = 500

local M = {}
-- Side that holds a flag pole, by entity.
local holders = {}
local polled_at

function M.start()
  holders, polled_at = {}, nil
end

local function write(event, player, track)
  if round.settings.constructions == 0 then
    return
  end
  local x, y, z = body.position(player.slot)
  round_file.row(
    round.file,
    "CONSTRUCTION_EVENTS",
    format(
      "%d;%s;%s;%s;%s;%s;%d;%d;%d",
      clock.time,
      event,
      player.guid,
      player.name,
      player.team_name,
      track,
      floor(x + 0.5),
      floor(y + 0.5),
      floor(z + 0.5)
    )
  )
end

-- A line of the game about dynamite: who did it, and the text of the objective ("(null)" if the map gives none).
function M.told(event, slot, track)
  if players.is_slot(slot) then
    write(event, players.read_side(players.get(slot)), track == "(null)" and "" or text.clean(track))
  end
end

local function nearest(kind, x, y, z, units)
  local best, best_square, is_any = nil, units * units, false
  for _, objective in ipairs(objectives.list) do
    if objective.kind == kind then
      is_any = true
      local dx, dy, dz = objective.x - x, objective.y - y, objective.z - z
      local square = dx * dx + dy * dy + dz * dz
      if square <= best_square then
        best, best_square = objective, square
      end
    end
  end
  return best, is_any
end

-- "Repair: N" is printed for the last stage of a construction and for a mended machine gun nest. On a map that has
-- constructibles one must stand near, or it was a nest.
function M.built(slot)
  if not players.is_slot(slot) then
    return
  end
  local x, y, z = body.position(slot)
  local objective, is_any = nearest("constructible", x, y, z, BUILD_UNITS)
  objective = objective or nearest("command_post", x, y, z, BUILD_UNITS)
  if not objective and is_any then
    return
  end
  write("construction_complete", players.read_side(players.get(slot)), objective and objective.name or "")
end

-- Where they are now: the last sample may be older. Of two at one distance the one with the lower slot.
local function nearest_player(team, pole)
  local best, best_square = nil, CAPTURE_UNITS * CAPTURE_UNITS
  for slot = players.count - 1, 0, -1 do
    local life = tracks.lives[slot]
    if life and life.is_alive and life.team == team then
      local x, y, z = body.position(slot)
      local dx, dy, dz = x - pole.x, y - pole.y, z - pole.z
      local square = dx * dx + dy * dy + dz * dz
      if square <= best_square then
        best, best_square = life, square
      end
    end
  end
  return best
end

local function poll(pole)
  local holder = get(pole.entity, "count")
  local before = holders[pole.entity]
  holders[pole.entity] = holder
  if before and holder ~= before and (holder == players.AXIS or holder == players.ALLIES) then
    local life = nearest_player(holder, pole)
    if life then
      write("flag_captured", players.get(life.slot), pole.name)
    end
  end
end

-- Looks at the flag poles now and then. Entity numbers are used again, so the class is looked at too.
function M.frame()
  if polled_at and clock.time - polled_at < POLL_MS then
    return
  end
  polled_at = clock.time
  for _, objective in ipairs(objectives.list) do
    if objective.kind == "checkpoint" and objective.entity ~= "" then
      if get(objective.entity, "classname") == "team_WOLF_checkpoint" then
        poll(objective)
      end
    end
  end
end

return M
