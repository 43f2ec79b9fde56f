-- What a death was, by the engine's means-of-death numbers.
-- Does not belong here: who saw it.

local players = require("players")

local FALLING, SWITCH_TEAM = 32, 59

local M = { SWITCH_TEAM = SWITCH_TEAM }

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
