-- After the end of a round, a little each frame: what is open is closed, the file written, the journal emptied.
-- Does not belong here: noticing the end; how each of these is done.

local closing = require("closing")
local collector = require("collector")
local console = require("console")
local guard = require("guard")
local journal = require("journal")
local names = require("names")
local round = require("round")
local round_file = require("round_file")
local writer = require("writer")

-- Closing steps in one frame: a player with his engagement is one.
local STEPS_A_FRAME = 2
-- More than enough to get to the end, even if every step fails.
local MOST_STEPS, MOST_BYTES = 500, 1048576

-- "idle", then "closing", "writing", "written", or "failed", and "idle" again.
local M = { state = "idle" }

-- `reason` is why the round was broken off, nil if it went to its end. Until the file is written nothing is collected:
-- a collection would be the longest part of it.
function M.start(reason)
  collector.hold()
  M.state = "closing"
  closing.start(reason)
  round_file.flush(round.file)
  journal.flush()
end

local function has_anything(file)
  return file.sections.ENGAGEMENTS.rows + file.sections.PLAYER_TRACKS.rows > 0
end

local function begin_writing()
  local file = round.file
  if not has_anything(file) then
    M.state = "written"
    return
  end
  local name = names.round_file(round.folder, file.facts, tonumber(file.facts.round_end_unix))
  round_file.fact(file, "file", name)
  journal.flush()
  journal.close()
  M.job = writer.start(file, name, names.temporary(round.folder, journal.file_name))
  M.state = M.job and "writing" or "failed"
end

local ACTIONS = {
  closing = function(steps)
    for _ = 1, steps do
      if closing.step() then
        begin_writing()
        return
      end
    end
    journal.flush()
  end,
  writing = function(_, bytes)
    M.state = writer.step(M.job, bytes)
    if M.state == "written" then
      console.line("wrote " .. M.job.name)
    end
  end,
  -- In a frame of its own: emptying a large file takes a while.
  written = function()
    M.state = "idle"
    journal.discard()
  end,
  failed = function()
    M.state = "idle"
    journal.close()
    console.line("the round file cannot be written; its journal is kept for the next start")
  end,
}

local function act(steps, bytes)
  ACTIONS[M.state](steps, bytes)
  if M.state == "idle" then
    M.job, round.file = nil, nil
    collector.go_on()
  end
end

-- Once a frame, until it is idle.
function M.frame()
  if M.state ~= "idle" then
    act(STEPS_A_FRAME, round.settings.write_kb_per_frame * 1024)
  end
end

-- The virtual machine goes: everything at once.
function M.at_once()
  for _ = 1, MOST_STEPS do
    if M.state == "idle" then
      return
    end
    guard.try("winding up", act, MOST_STEPS, MOST_BYTES)
  end
end

return M
