-- Keeps the journal up to date while a round is played: what is open as a draft, what is finished for good.
-- Does not belong here: how the journal is written.

local carriers = require("carriers")
local clock = require("clock")
local console = require("console")
local engagements = require("engagements")
local focus = require("focus")
local heatmaps = require("heatmaps")
local journal = require("journal")
local kill_outcomes = require("kill_outcomes")
local outcome = require("outcome")
local pauses = require("pauses")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

-- The work is done in so many frames, one after the other, so that no frame has all of it.
local PHASES = 4

local M = {}

-- When the first phase is due again. What comes right after a phase waits for the last phase of the next time, which
-- writes; both together stay within the flush interval.
local function schedule(level_time)
  M.phase = 0
  M.due_at = level_time + round.settings.flush_interval - 2 * PHASES * clock.frame_ms
end

function M.start(level_time)
  schedule(level_time)
end

local function flush_drafts(phase)
  tracks.flush(phase, PHASES)
  engagements.flush(phase, PHASES)
  kill_outcomes.flush(phase, PHASES)
  if phase == 0 then
    carriers.flush()
    heatmaps.flush()
    focus.flush()
    pauses.flush()
    outcome.flush()
    round_file.fact(round.file, "last_unix", os.time())
  end
end

local function write()
  round_file.flush(round.file)
  if round.file.journal and not journal.flush() then
    console.line("the journal cannot be written any more: a crash would lose the rest of this round")
  end
end

local function do_phase(phase)
  if round.file.journal then
    flush_drafts(phase)
  end
  if phase == PHASES - 1 then
    write()
  end
end

-- Everything at once.
function M.flush()
  for phase = 0, PHASES - 1 do
    do_phase(phase)
  end
end

-- Once a frame.
function M.frame(level_time)
  if level_time >= M.due_at then
    local phase = M.phase
    M.phase = phase + 1
    do_phase(phase)
    if M.phase == PHASES then
      schedule(level_time)
    end
  end
end

return M
