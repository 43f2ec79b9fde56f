-- Puts a finished round file onto the disk: a slice a frame, under a temporary name, renamed when it is whole.
-- Does not belong here: the text of rows; when to write.

local adler = require("adler")
local files = require("files")
local header = require("header")
local piles = require("pile")
local sections = require("sections")

local concat, sub = table.concat, string.sub

local END_LINE = "# END sections=%d rows=%d checksum=%s counts=%s\n"

local M = {}

local function is_written(section, content, capabilities)
  if content.rows > 0 then
    return true
  end
  return section.always and not (section.flag and string.find(capabilities, section.flag .. ":0", 1, true))
end

-- The file but for its end line, as texts in order; and what the end line says of them.
local function plan(file)
  local texts, count = { header.text(file.facts) }, 1
  local counts, rows = {}, 0
  local function add(text)
    count = count + 1
    texts[count] = text
  end
  for _, section in ipairs(sections.SECTIONS) do
    local content = file.sections[section.name]
    if is_written(section, content, file.facts.capabilities or "") then
      add(sections.heading(section, #counts == 0))
      local pile, pile_count = piles.texts(content.pile)
      for i = 1, pile_count do
        add(pile[i])
      end
      rows = rows + content.rows
      counts[#counts + 1] = section.name .. ":" .. content.rows
    end
  end
  return { texts = texts, count = count, counts = counts, rows = rows }
end

-- Starts to write `file` as `name`, by way of `temporary`. Nil if the disk refuses.
function M.start(file, name, temporary)
  local handle = files.create(temporary)
  if not handle then
    return nil
  end
  local job = plan(file)
  job.handle, job.name, job.temporary = handle, name, temporary
  -- The text that is due next, and its first byte that is; the checksum of what has been written.
  job.text, job.from, job.a, job.b = 1, 1, 1, 0
  return job
end

-- The next `bytes` bytes, less only at the end; moves on behind them.
local function slice(job, bytes)
  local parts, size = {}, 0
  while size < bytes and job.text <= job.count do
    local text = job.texts[job.text]
    local part = sub(text, job.from, job.from + bytes - size - 1)
    parts[#parts + 1], size = part, size + #part
    job.from = job.from + #part
    if job.from > #text then
      job.text, job.from = job.text + 1, 1
    end
  end
  return concat(parts)
end

-- A slice is summed up when it is written: while people play nobody needs the checksum.
local function write_slice(job, bytes)
  local text = slice(job, bytes)
  local a, b = adler.of(text)
  job.a, job.b = adler.joined(job.a, job.b, a, b, #text)
  return files.write(job.handle, text)
end

local function write_end(job)
  local line = string.format(END_LINE, #job.counts, job.rows, adler.hex(job.a, job.b), concat(job.counts, ","))
  return files.write(job.handle, line)
end

-- Writes so many bytes. "writing", then "written", or "failed".
function M.step(job, bytes)
  local is_taken = write_slice(job, bytes)
  local is_last = job.text > job.count
  if is_taken and is_last then
    is_taken = write_end(job)
  end
  if is_taken and not is_last then
    return "writing"
  end
  files.close(job.handle)
  if not is_taken then
    return "failed"
  end
  files.rename(job.temporary, job.name)
  return files.size(job.name) > 0 and "written" or "failed"
end

return M
