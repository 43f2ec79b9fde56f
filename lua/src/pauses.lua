-- PAUSES: when the game stood still, and for how long.
-- Does not belong here: noticing it; see clock.lua.

local clock = require("clock")
local round = require("round")
local round_file = require("round_file")

local format = string.format

local M = {}

-- The journal has a pause from its beginning on; it is a row when it is over.
function M.told(pause, has_ended)
  if has_ended then
    round_file.keyed_row(round.file, "PAUSES", pause.at, format("%d;%d;%d", pause.at, pause.duration, pause.unix))
    round_file.fact(round.file, "paused_ms", clock.paused_ms)
  end
end

-- For the journal.
function M.flush()
  local pause = clock.pause
  if pause then
    local so_far = clock.level_time - pause.level_time
    round_file.draft(round.file, "PAUSES", pause.at, format("%d;%d;%d", pause.at, so_far, pause.unix))
  end
end

return M
