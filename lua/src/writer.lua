-- Puts a finished round file onto the disk: a slice a frame, under a temporary name, renamed when it is whole.
-- Does not belong here: the text of rows; when to write.

local adler = require("adler")
local files = require("files")
local header = require("header")
local piles = require("pile")
local sections = require("sections")

local concat = table.concat

local END_LINE = "# END sections=%d rows=%d checksum=%s counts=%s\n"

local M = {}

local function is_written(section, content, capabilities)
  if content.rows > 0 then
    return true
  end
  return section.always and not (section.flag and string.find(capabilities, section.flag .. ":0", 1, true))
end

-- The file as groups of texts, in order; the last one is its end line.
local function plan(file)
  local groups, a, b = {}, 1, 0
  local counts, rows = {}, 0
  local function add(text)
    groups[#groups + 1] = { texts = { text }, count = 1 }
    local a2, b2 = adler.of(text)
    a, b = adler.joined(a, b, a2, b2, #text)
  end
  add(header.text(file.facts))
  for _, section in ipairs(sections.SECTIONS) do
    local content = file.sections[section.name]
    if is_written(section, content, file.facts.capabilities or "") then
      add(sections.heading(section, #counts == 0))
      local texts, count = piles.texts(content.pile)
      groups[#groups + 1] = { texts = texts, count = count }
      a, b = adler.joined(a, b, content.pile.a, content.pile.b, content.pile.bytes)
      rows = rows + content.rows
      counts[#counts + 1] = section.name .. ":" .. content.rows
    end
  end
  add(string.format(END_LINE, #counts, rows, adler.hex(a, b), concat(counts, ",")))
  return groups
end

-- Starts to write `file` as `name`, by way of `temporary`. Nil if the disk refuses.
function M.start(file, name, temporary)
  local handle = files.create(temporary)
  if not handle then
    return nil
  end
  return { handle = handle, groups = plan(file), group = 1, text = 1, name = name, temporary = temporary }
end

-- The texts of the current group that are due next, `bytes` or a little more; moves on behind them.
local function slice(job, bytes)
  local group, first, size = job.groups[job.group], job.text, 0
  local last = first - 1
  while last < group.count and size < bytes do
    last = last + 1
    size = size + #group.texts[last]
  end
  if last < group.count then
    job.text = last + 1
  else
    job.group, job.text = job.group + 1, 1
  end
  return concat(group.texts, "", first, last)
end

local function write_slices(job, bytes)
  while bytes > 0 and job.groups[job.group] do
    local text = slice(job, bytes)
    if not files.write(job.handle, text) then
      return false
    end
    bytes = bytes - #text
  end
  return true
end

-- Writes about so many bytes. "writing", then "written", or "failed".
function M.step(job, bytes)
  if not write_slices(job, bytes) then
    files.close(job.handle)
    return "failed"
  end
  if job.groups[job.group] then
    return "writing"
  end
  files.close(job.handle)
  files.rename(job.temporary, job.name)
  return files.size(job.name) > 0 and "written" or "failed"
end

return M
