-- et_Print: lines of the game that tell what no callback tells.
-- Does not belong here: what follows from them.
--
-- Patterns are anchored: chat lines begin with other words, so nobody can write such a line.

local carriers = require("carriers")
local clock = require("clock")
local constructions = require("constructions")
local outcome = require("outcome")
local revival = require("revival")

local match, byte = string.match, string.byte
local tonumber, floor = tonumber, math.floor

local function number(text)
  return floor(tonumber(text))
end

-- Dynamite explodes inside the engine's frame.
local function dynamite(event, pattern, is_inside_frame)
  return function(line)
    local slot, track = match(line, pattern)
    if slot then
      if is_inside_frame then
        clock.inside_frame()
      end
      constructions.told(event, number(slot), track)
    end
  end
end

local BY_FIRST_BYTE = {
  [byte("E")] = function(line)
    local reason = match(line, "^Exit: (.-)\n?$")
    if reason then
      outcome.told(reason)
    end
  end,
  [byte("I")] = function(line)
    local slot, classname = match(line, "^Item: (%d+) (team_CTF_%a+)\n?$")
    if slot then
      carriers.touched(number(slot), classname)
    end
  end,
  [byte("O")] = dynamite("objective_destroyed", "^Objective_Destroyed: (%d+) ?(.-)\n?$", true),
  [byte("R")] = function(line)
    local slot = match(line, "^Repair: (%d+)\n?$")
    if slot then
      constructions.built(number(slot))
    end
  end,
  [byte("M")] = function(line)
    local medic, revived = match(line, "^Medic_Revive: (%d+) (%d+)\n?$")
    if medic then
      revival.printed(number(revived), number(medic))
    end
  end,
}

local planted = dynamite("dynamite_plant", "^Dynamite_Plant: (%d+) ?(.-)\n?$")
local defused = dynamite("dynamite_defuse", "^Dynamite_Diffuse: (%d+) ?(.-)\n?$")

BY_FIRST_BYTE[byte("D")] = function(line)
  planted(line)
  defused(line)
end

local M = {}

function M.told(line)
  local reader = BY_FIRST_BYTE[byte(line, 1)]
  if reader then
    reader(line)
  end
end

return M
