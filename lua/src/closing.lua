-- The end of a round: everything that is still open is closed, a player a frame, and what was counted is written.
-- Does not belong here: noticing the end; the disk.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local focus = require("focus")
local guard = require("guard")
local heatmaps = require("heatmaps")
local kill_outcomes = require("kill_outcomes")
local outcome = require("outcome")
local pauses = require("pauses")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

local get = et.gentity_get

local M = {}

-- Where everybody is, before the engine moves on. In intermission ps.origin is the camera already.
local function remember_places(is_intermission)
  for slot, life in pairs(tracks.lives) do
    if life.is_alive then
      if is_intermission then
        life.x, life.y, life.z = body.last_position(slot)
      else
        life.x, life.y, life.z = body.position(slot)
      end
      life.last_health = get(slot, "health")
    end
  end
end

-- Starts to close. `reason` is why the round was broken off, nil if it went to its end.
function M.start(reason)
  M.end_type = reason and "shutdown" or "round_end"
  M.next_slot, M.next_tail = 0, 1
  clock.stop(pauses.told)
  remember_places(reason == nil)
  if reason then
    outcome.write_aborted(reason)
  else
    outcome.write()
  end
  local file = round.file
  round_file.fact(file, "round_end_unix", os.time())
  round_file.fact(file, "paused_ms", clock.paused_ms)
  round_file.fact(file, "is_incomplete", reason and 1 or 0)
end

local function close_slot(slot)
  local engagement, life = engagements.open[slot], tracks.lives[slot]
  if engagement then
    local place = life or engagement
    engagements.close(engagement, M.end_type, place.x, place.y, place.z)
  end
  carriers.round_ended(slot, M.end_type, outcome.reason == "objective" and outcome.winner or nil)
  kill_outcomes.round_ended(slot)
  if life then
    tracks.finish(life, clock.time, M.end_type, life.last_health)
  end
end

local TAILS = {
  heatmaps.write_kills,
  heatmaps.write_movement,
  focus.write,
  function()
    round_file.fact(round.file, "tracker_errors", guard.errors)
    round_file.flush(round.file)
  end,
}

-- One step; true when all is closed.
function M.step()
  if M.next_slot < players.count then
    local slot = M.next_slot
    M.next_slot = slot + 1
    close_slot(slot)
    return false
  end
  local tail = TAILS[M.next_tail]
  if tail then
    M.next_tail = M.next_tail + 1
    tail()
    return false
  end
  return true
end

return M
