-- A round file in the making: facts for its header and finished text by section, with counts and checksums.
-- Rows come as finished lines and stay text: nothing is formatted when the round is over. Everything that comes is
-- handed to the journal too, if there is one.
-- Does not belong here: the disk; what rows say.

local adler = require("adler")
local sections = require("sections")
local streams = require("stream")

local concat = table.concat

local M = {}

function M.new(journal)
  local file = { facts = {}, sections = {}, journal = journal, rows = 0 }
  for _, section in ipairs(sections.SECTIONS) do
    file.sections[section.name] =
      { pending = {}, pending_count = 0, chunks = {}, chunk_count = 0, rows = 0, bytes = 0, a = 1, b = 0 }
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

local function add_chunk(section, chunk, bytes, a, b)
  section.chunk_count = section.chunk_count + 1
  section.chunks[section.chunk_count] = chunk
  section.a, section.b = adler.joined(section.a, section.b, a, b, bytes)
  section.bytes = section.bytes + bytes
end

local function add_text(section, text)
  local a, b = adler.of(text)
  add_chunk(section, text, #text, a, b)
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
  add_text(section, chunk)
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
  add_text(section, row .. "\n")
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
  add_text(section, head)
  for i = 1, stream.piece_count do
    section.chunk_count = section.chunk_count + 1
    section.chunks[section.chunk_count] = stream.pieces[i]
  end
  section.a, section.b = adler.joined(section.a, section.b, stream.a, stream.b, stream.bytes)
  section.bytes = section.bytes + stream.bytes
  add_text(section, tail .. "\n")
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
