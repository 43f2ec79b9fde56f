-- Keeps the journal up to date while a round is played: what is open as a draft, what is finished for good.
-- Does not belong here: how the journal is written.

local carriers = require("carriers")
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

-- One after the other within the flush interval, so that no frame has all of it.
local PHASES = 4

local M = {}

function M.start(level_time)
  M.flushed_at, M.phase = level_time, 0
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

local function flush_phase(phase)
  if round.file.journal then
    flush_drafts(phase)
  end
  round_file.flush(round.file)
  if round.file.journal and not journal.flush() then
    console.line("the journal cannot be written any more: a crash would lose the rest of this round")
  end
end

-- Everything at once.
function M.flush()
  for phase = 0, PHASES - 1 do
    flush_phase(phase)
  end
end

-- Once a frame.
function M.frame(level_time)
  if level_time - M.flushed_at >= round.settings.flush_interval / PHASES then
    M.flushed_at = level_time
    M.phase = (M.phase + 1) % PHASES
    flush_phase(M.phase)
  end
end

return M
