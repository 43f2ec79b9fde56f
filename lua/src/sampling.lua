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

function M.is_due()
  return clock.time >= M.next_at
end

-- Ticks lie on a grid, so that late frames do not add up.
local function schedule(time)
  local interval = round.settings.sample_interval
  repeat
    M.next_at = M.next_at + interval
  until M.next_at > time
end

-- Once a frame, not in a pause.
function M.frame()
  if not M.is_due() then
    return
  end
  local time = clock.time
  schedule(time)
  local lives, stamp = tracks.lives, clock.stamp(time)
  for slot = 0, players.count - 1 do
    local life = lives[slot]
    local place = life and life.is_alive and tracks.sample(life, time, stamp)
    if place then
      local x, y, z = life.x, life.y, life.z
      life.cell = heatmaps.traversal(x, y, life.cell)
      life.focus = focus.sample(life.player, x, y, z, life.focus)
      local engagement = engagements.open[slot]
      if engagement then
        engagements.sample(engagement, time, x, y, z, stamp, place)
      end
      if carriers.count > 0 then
        carriers.sample(slot, x, y, z)
      end
    end
  end
end

return M
