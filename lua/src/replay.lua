-- Reads a journal back into a round file, line by line.
-- Does not belong here: what happens with the round file; the disk.

local round_file = require("round_file")
local streams = require("stream")

local find, sub, match, byte = string.find, string.sub, string.match, string.byte

local M = {}

function M.new(file)
  return {
    file = file,
    rest = "",
    kind = nil,
    section = nil,
    key = nil,
    streams = {},
    drafts = {},
    order = {},
    highest_engagement = 0,
  }
end

local function stream_of(replay, id)
  local stream = replay.streams[id]
  if not stream then
    stream = streams.new(id)
    replay.streams[id] = stream
  end
  return stream
end

local function write_row(replay, section, key, row)
  local head, id, tail = match(row, "^([^\2]*)\2([^\2]*)\2(.*)$")
  if head then
    round_file.streamed_row(replay.file, section, key, head, stream_of(replay, id), tail)
  else
    round_file.row(replay.file, section, row)
  end
  if section == "ENGAGEMENTS" then
    local id_text = match(row, "^(%d+);")
    replay.highest_engagement = math.max(replay.highest_engagement, tonumber(id_text) or 0)
  end
end

local function draft_of(replay, section, key)
  local name = section .. " " .. key
  local draft = replay.drafts[name]
  if not draft then
    draft = { section = section, key = key }
    replay.drafts[name] = draft
    replay.order[#replay.order + 1] = draft
  end
  return draft
end

local function open_block(replay, line)
  local kind, rest = sub(line, 2, 2), sub(line, 3)
  replay.kind = kind
  if kind == "#" then
    local key, value = match(rest, "^([^=]*)=(.*)$")
    if key then
      replay.file.facts[key] = value
    end
  else
    replay.section, replay.key = match(rest, "^(%S+) ?(.*)$")
    if kind ~= "~" and not replay.file.sections[replay.section] then
      replay.kind = nil
    end
  end
end

local function take_line(replay, line)
  local kind = replay.kind
  if byte(line, 1) == 1 then
    open_block(replay, line)
  elseif kind == "+" then
    write_row(replay, replay.section, nil, line)
  elseif kind == "~" then
    streams.add_piece(stream_of(replay, replay.section), line)
  elseif kind == "=" then
    draft_of(replay, replay.section, replay.key).row = line
  elseif kind == "!" then
    draft_of(replay, replay.section, replay.key).row = nil
    write_row(replay, replay.section, replay.key, line)
  end
end

-- Takes the next part of the journal; it may end anywhere.
function M.feed(replay, text)
  text = replay.rest .. text
  local from = 1
  while true do
    local line_end = find(text, "\n", from, true)
    if not line_end then
      break
    end
    take_line(replay, sub(text, from, line_end - 1))
    from = line_end + 1
  end
  replay.rest = sub(text, from)
end

-- The journal is read: what is still a draft is written, but for what `takers[section](row)` says it took.
function M.finish(replay, takers)
  for _, draft in ipairs(replay.order) do
    if draft.row then
      local taker = takers and takers[draft.section]
      if not (taker and taker(draft.row)) then
        write_row(replay, draft.section, draft.key, draft.row)
      end
    end
  end
  round_file.flush(replay.file)
end

return M
