-- The journal: everything a round file is made of, on the disk every few seconds, so that no crash loses it.
-- Does not belong here: reading it back; see replay.lua.
--
-- Blocks of lines; a block's first line begins with \1, which no row holds:
--   \1#key=value             a fact of the header; the last one counts
--   \1+SECTION               rows of a section follow
--   \1~STREAM                items of a stream follow, to be appended to what came before
--   \1=SECTION KEY           the row that follows would be written if nothing came after it (a draft)
--   \1!SECTION KEY           the row that follows is written; the draft under the key is void
-- In a row \2STREAM\2 stands for the items of a stream. A last line without line end was cut and does not count.

local files = require("files")

local concat = table.concat

local M = {}

local SLOTS = 8

function M.name(folder, slot)
  return folder .. "/journal/journal-" .. slot .. ".txt"
end

-- Names of the journals that hold anything.
function M.leftovers(folder)
  local names = {}
  for slot = 1, SLOTS do
    local name = M.name(folder, slot)
    if files.size(name) > 0 then
      names[#names + 1] = name
    end
  end
  return names
end

local function free_name(folder)
  for slot = 1, SLOTS do
    local name = M.name(folder, slot)
    if files.size(name) == 0 then
      return name
    end
  end
  return nil
end

-- Opens the journal of a round: under `name` if it goes on with one, else under a free name. False if it cannot.
function M.open(folder, name)
  M.file_name = name or free_name(folder)
  M.lines, M.count, M.bytes, M.is_broken = {}, 0, 0, false
  M.handle = M.file_name and files.append(M.file_name)
  return M.handle ~= nil
end

local function put(line)
  local count = M.count + 1
  M.lines[count] = line
  M.count = count
end

function M.fact(key, value)
  put("\1#" .. key .. "=" .. value .. "\n")
end

function M.rows(section, chunk)
  put("\1+" .. section .. "\n")
  put(chunk)
end

function M.piece(stream, piece)
  put("\1~" .. stream .. "\n")
  put(piece)
  put("\n")
end

function M.draft(section, key, row)
  put("\1=" .. section .. " " .. key .. "\n")
  put(row)
  put("\n")
end

function M.final(section, key, row)
  put("\1!" .. section .. " " .. key .. "\n")
  put(row)
  put("\n")
end

function M.with_stream(head, stream, tail)
  return head .. "\2" .. stream .. "\2" .. tail
end

-- Writes what came since the last time. False, once, if the disk does not take it; the round goes on in memory.
function M.flush()
  local count = M.count
  M.count = 0
  if not M.handle or M.is_broken or count == 0 then
    return true
  end
  local text = concat(M.lines, "", 1, count)
  for i = 1, count do
    M.lines[i] = nil
  end
  M.bytes = M.bytes + #text
  M.is_broken = not files.write(M.handle, text)
  return not M.is_broken
end

function M.close()
  if M.handle then
    files.close(M.handle)
    M.handle = nil
  end
end

-- The round file is there: the journal is not needed any more.
function M.discard()
  M.close()
  if M.file_name then
    files.empty(M.file_name)
  end
end

return M
