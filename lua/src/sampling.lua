-- The shared tick: at one moment all living players are sampled, for all who need samples.
-- Does not belong here: what a sample says.

local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local focus = require("focus")
local heatmaps = require("heatmaps")
local players = require("players")
local round = require("round")
local tracks = require("tracks")

local M = {}

function M.start()
  M.next_at = clock.time
end

-- Ticks lie on a grid, so that late frames do not add up.
local function is_due(time)
  if time < M.next_at then
    return false
  end
  local interval = round.settings.sample_interval
  repeat
    M.next_at = M.next_at + interval
  until M.next_at > time
  return true
end

-- Once a frame, not in a pause.
function M.frame()
  local time = clock.time
  if not is_due(time) then
    return
  end
  for slot = 0, players.count - 1 do
    local life = tracks.lives[slot]
    if life and life.is_alive and tracks.sample(life, time) then
      local x, y, z = life.x, life.y, life.z
      heatmaps.traversal(x, y)
      engagements.sample(slot, time, x, y, z)
      focus.sample(life.player, x, y, z)
      carriers.sample(slot, x, y, z)
    end
  end
end

return M
