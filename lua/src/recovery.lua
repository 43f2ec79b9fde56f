-- Journals without their round file: made into round files marked as incomplete, a slice a frame.
-- Does not belong here: how a journal is read; see replay.lua.

local console = require("console")
local files = require("files")
local journal = require("journal")
local names = require("names")
local replay = require("replay")
local round = require("round")
local round_file = require("round_file")
local writer = require("writer")

local min = math.min

local M = { waiting = {} }

-- Notes what is left over from before. A round that is being recorded needs its own journal itself.
function M.start()
  M.waiting = {}
  for _, name in ipairs(journal.leftovers(round.folder)) do
    if not (round.is_live and name == journal.file_name) then
      M.waiting[#M.waiting + 1] = name
    end
  end
end

local function stop(message)
  if M.handle then
    files.close(M.handle)
  end
  if message then
    console.line(message)
  end
  M.name, M.handle, M.reading, M.job = nil, nil, nil, nil
end

local function next_journal()
  M.name = table.remove(M.waiting, 1)
  M.handle, M.length = files.open_to_read(M.name)
  if not M.handle then
    return stop()
  end
  M.reading = replay.new(round_file.new(nil))
end

local function read_on(bytes)
  bytes = min(bytes, M.length)
  replay.feed(M.reading, files.read(M.handle, bytes))
  M.length = M.length - bytes
end

local function has_anything(file)
  return file.facts.map and file.sections.ENGAGEMENTS.rows + file.sections.PLAYER_TRACKS.rows > 0
end

local function begin_writing()
  files.close(M.handle)
  M.handle = nil
  local file = M.reading.file
  replay.finish(M.reading)
  local facts = file.facts
  if not has_anything(file) or (facts.file and files.size(facts.file) > 0) then
    files.empty(M.name)
    return stop()
  end
  facts.is_incomplete = "1"
  if facts.round_end_unix == "0" then
    facts.round_end_unix = facts.last_unix or facts.round_start_unix
  end
  local name = facts.file or names.round_file(round.folder, facts, tonumber(facts.round_end_unix))
  M.job = writer.start(file, name, names.temporary(round.folder, M.name))
  if not M.job then
    stop("the round file of " .. M.name .. " cannot be written; the journal is kept")
  end
end

local function write_on(bytes)
  local state = writer.step(M.job, bytes)
  if state == "written" then
    files.empty(M.name)
    stop("recovered " .. M.job.name)
  elseif state == "failed" then
    stop("the round file of " .. M.name .. " cannot be written; the journal is kept")
  end
end

function M.is_busy()
  return M.name ~= nil or #M.waiting > 0
end

-- One frame of work on about so many bytes.
function M.frame(bytes)
  if M.job then
    write_on(bytes)
  elseif M.handle and M.length > 0 then
    read_on(bytes)
  elseif M.handle then
    begin_writing()
  elseif #M.waiting > 0 then
    next_journal()
  end
end

-- The virtual machine goes; what is not done is done by the next one.
function M.quit()
  if M.job then
    files.close(M.job.handle)
  end
  stop()
  M.waiting = {}
end

return M
