-- What the tracker is doing, for an admin who asks: `proximity_status` on the server console or in the game.
-- Does not belong here: settings.

local clock = require("clock")
local console = require("console")
local guard = require("guard")
local header = require("header")
local journal = require("journal")
local players = require("players")
local recorder = require("recorder")
local recovery = require("recovery")
local round = require("round")
local tracks = require("tracks")

local format = string.format

local M = { COMMAND = "proximity_status" }

local function lines()
  local texts = { format("%s, %s, Lua heap %.0f kB", header.VERSION, recorder.state(), collectgarbage("count")) }
  if round.is_live then
    local rows = round.file.rows
    texts[2] = format(
      "round at %d ms%s, %d alive, %d rows, journal %.0f kB",
      clock.time,
      clock.is_paused and " (paused)" or "",
      tracks.count_alive(players.AXIS) + tracks.count_alive(players.ALLIES),
      rows,
      (journal.bytes or 0) / 1024
    )
  end
  if recovery.is_busy() then
    texts[#texts + 1] = "recovering the journal of an earlier round"
  end
  texts[#texts + 1] = format("%d errors", guard.errors) .. (guard.errors > 0 and ", last: " .. guard.last_error or "")
  return texts
end

function M.to_console()
  for _, line in ipairs(lines()) do
    console.line(line)
  end
end

function M.to_player(slot)
  for _, line in ipairs(lines()) do
    console.to_player(slot, line)
  end
end

return M
