-- A round file in the making: facts for its header and finished text by section, with counts.
-- Rows come as finished lines and stay text: nothing is formatted when the round is over. Everything that comes is
-- handed to the journal too, if there is one.
-- Does not belong here: the disk; what rows say.

local piles = require("pile")
local sections = require("sections")
local streams = require("stream")

local concat = table.concat

local M = {}

function M.new(journal)
  local file = { facts = {}, sections = {}, journal = journal, rows = 0 }
  for _, section in ipairs(sections.SECTIONS) do
    file.sections[section.name] = { pending = {}, pending_count = 0, rows = 0, pile = piles.new() }
  end
  return file
end

function M.fact(file, key, value)
  value = tostring(value)
  if file.facts[key] ~= value then
    file.facts[key] = value
    if file.journal then
      file.journal.fact(key, value)
    end
  end
end

-- Appends a row, given without line end.
function M.row(file, name, row)
  local section = file.sections[name]
  local count = section.pending_count + 1
  section.pending[count] = row
  section.pending_count = count
  section.rows = section.rows + 1
  file.rows = file.rows + 1
end

-- Joins the rows that came since the last time into one chunk.
local function seal(file, name, section)
  local count = section.pending_count
  if count == 0 then
    return
  end
  section.pending[count + 1] = ""
  local chunk = concat(section.pending, "\n", 1, count + 1)
  section.pending_count = 0
  piles.add(section.pile, chunk)
  if file.journal then
    file.journal.rows(name, chunk)
  end
end

function M.flush(file)
  for _, section in ipairs(sections.SECTIONS) do
    seal(file, section.name, file.sections[section.name])
  end
end

-- Appends a row that replaces the draft that the journal has under `key`.
function M.keyed_row(file, name, key, row)
  local section = file.sections[name]
  seal(file, name, section)
  piles.add(section.pile, row .. "\n")
  section.rows = section.rows + 1
  file.rows = file.rows + 1
  if file.journal then
    file.journal.final(name, key, row)
  end
end

-- Hands to the journal what came into a stream since the last time.
function M.flush_stream(file, stream)
  local piece = streams.seal(stream)
  if piece and file.journal then
    file.journal.piece(stream.id, piece)
  end
end

-- Appends the row `head` .. items of the stream .. `tail`. It replaces the draft that the journal has under `key`.
function M.streamed_row(file, name, key, head, stream, tail)
  M.flush_stream(file, stream)
  local section = file.sections[name]
  seal(file, name, section)
  piles.add(section.pile, head)
  piles.add_pile(section.pile, stream.pile)
  piles.add(section.pile, tail .. "\n")
  section.rows = section.rows + 1
  file.rows = file.rows + 1
  if file.journal then
    file.journal.final(name, key, file.journal.with_stream(head, stream.id, tail))
  end
end

-- What the row under `key` would be if the round ended now: only the journal keeps it.
function M.draft(file, name, key, head, stream, tail)
  if file.journal then
    file.journal.draft(name, key, stream and file.journal.with_stream(head, stream.id, tail) or head)
  end
end

return M
