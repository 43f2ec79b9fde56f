-- Going on with a round after lua_restart: its journal is read back, at once, and what was open begins anew.
-- Does not belong here: rounds that broke off for good; see recovery.lua.

local clock = require("clock")
local engagements = require("engagements")
local files = require("files")
local focus = require("focus")
local game = require("game")
local heatmaps = require("heatmaps")
local journal = require("journal")
local replay = require("replay")
local round = require("round")
local round_file = require("round_file")

local FIRST_BYTES = 4096
local SLICE_BYTES = 65536

local M = {}

local function instance_of(name)
  local handle, length = files.open_to_read(name)
  if not handle then
    return nil
  end
  local text = files.read(handle, math.min(length, FIRST_BYTES))
  files.close(handle)
  return string.match(text, "\1#instance=([^\n]*)\n")
end

-- The journal of this very instance of the game, or nil.
function M.find()
  local instance = game.instance()
  for _, name in ipairs(journal.leftovers(round.folder)) do
    if instance_of(name) == instance then
      return name
    end
  end
  return nil
end

local TAKERS = {
  KILL_HEATMAP = function(row)
    return heatmaps.restore("KILL_HEATMAP", row)
  end,
  MOVEMENT_HEATMAP = function(row)
    return heatmaps.restore("MOVEMENT_HEATMAP", row)
  end,
  OBJECTIVE_FOCUS = focus.restore,
  ROUND_OUTCOME = function()
    return true
  end,
}

-- Reads the journal into the round's file. Lives and engagements that were open end where they were; those of players
-- who live begin anew.
function M.read(name)
  local file = round.file
  local writing = file.journal
  file.journal = nil
  local reading = replay.new(file)
  local handle, length = files.open_to_read(name)
  while length > 0 do
    local bytes = math.min(length, SLICE_BYTES)
    replay.feed(reading, files.read(handle, bytes))
    length = length - bytes
  end
  files.close(handle)
  file.journal = writing
  replay.finish(reading, TAKERS)
  engagements.next_id = reading.highest_engagement + 1
  round.run = (tonumber(file.facts.runs) or 1) + 1
  round_file.fact(file, "runs", round.run)
  clock.paused_ms = tonumber(file.facts.paused_ms) or 0
end

return M
