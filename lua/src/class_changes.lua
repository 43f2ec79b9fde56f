-- CLASS_CHANGES: spawns with another class than the player's last one in the round.
-- Does not belong here: choosing a class, which has no effect before the next spawn.

local round = require("round")
local round_file = require("round_file")

local format = string.format

local M = {}
-- By player: who leaves and comes back is the same.
local last = {}

function M.start()
  last = {}
end

-- The player spawned at that time.
function M.spawned(player, time)
  local from, to = last[player.key], player.class_name
  last[player.key] = to
  if from and from ~= to then
    round_file.row(
      round.file,
      "CLASS_CHANGES",
      format("%d;%s;%d;%s;%s;%s;%s", time, player.guid, player.slot, player.name, player.team_name, from, to)
    )
  end
end

return M
