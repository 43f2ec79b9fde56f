-- ROUND_OUTCOME: who won the round, how it ended, and against which clock.
-- Does not belong here: noticing the end.

local clock = require("clock")
local game = require("game")
local round = require("round")
local round_file = require("round_file")

local format, find, sub = string.format, string.find, string.sub

local SECTION, KEY = "ROUND_OUTCOME", "1"
-- Half a frame at 5 frames a second: the limit is noticed in the frame after it.
local TOLERANCE_MS = 100

local M = {}

function M.start()
  M.exit, M.limit_ms, M.defender = nil, game.time_limit_ms(), game.defender()
end

-- "Exit: <reason>": the first one counts, the engine may print more.
function M.told(reason)
  M.exit = M.exit or reason
end

local function is_time_up()
  return M.limit_ms ~= nil and clock.time >= M.limit_ms - TOLERANCE_MS
end

-- Reason and surrendered side. Map scripts may end a round that runs out of time themselves.
local function reason_of(exit)
  local side = exit and (find(exit, "^Axis Surrender") and "AXIS" or find(exit, "^Allies Surrender") and "ALLIES")
  if side then
    return "surrender", side
  elseif exit and find(exit, "eliminated") then
    return "eliminated", ""
  elseif is_time_up() then
    return "time_limit", ""
  elseif exit and sub(exit, 1, 13) == "Wolf EndRound" then
    return "objective", ""
  elseif exit and sub(exit, 1, 9) == "Timelimit" then
    return "time_limit", ""
  end
  return "other", ""
end

local function row_of(winner, reason, next_limit_ms, side)
  return format("%s;%s;%s;%s;%s;%s", winner, M.defender, reason, M.limit_ms or "", next_limit_ms or "", side)
end

-- For the journal: what is known if nothing more comes.
function M.flush()
  round_file.draft(round.file, SECTION, KEY, row_of("", "recovered", nil, ""))
end

-- The round went to its end: read at the first intermission frame.
function M.write()
  local reason, side = reason_of(M.exit)
  M.reason, M.winner = reason, game.winner()
  round_file.keyed_row(round.file, SECTION, KEY, row_of(M.winner, reason, game.next_time_limit_ms(), side))
end

-- The round was broken off: nobody won.
function M.write_aborted(reason)
  M.reason, M.winner = reason, ""
  round_file.keyed_row(round.file, SECTION, KEY, row_of("", reason, nil, ""))
end

return M
