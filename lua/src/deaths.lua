-- What the engine's means-of-death numbers say of a hit or a death.
-- Does not belong here: who saw it.

local players = require("players")

local FALLING, SATCHEL, SWITCH_TEAM = 32, 42, 59
local EXPLOSIVES = {}
for _, means in ipairs({ 4, 15, 16, 18, 19, 20, 22, 23, 26, 36, 39, 40, 41, SATCHEL, 52, 63, 64 }) do
  EXPLOSIVES[means] = true
end

local M = { SWITCH_TEAM = SWITCH_TEAM }

-- Missiles and mines explode inside the engine's frame; a satchel does when its owner presses the trigger.
function M.is_inside_frame(means)
  return EXPLOSIVES[means] == true and means ~= SATCHEL
end

-- `killer` is a player or nil. A change of side kills the player by his own hand, as far as the engine is concerned.
function M.type_of(victim, killer, means)
  if killer == victim then
    return "selfkill"
  elseif killer then
    return killer.team == victim.team and players.plays(killer) and "teamkill" or "killed"
  end
  return means == FALLING and "fallen" or "world"
end

return M
