-- Puts a finished round file onto the disk: a slice a frame, under a temporary name, renamed when it is whole.
-- Does not belong here: the text of rows; when to write.

local adler = require("adler")
local files = require("files")
local header = require("header")
local sections = require("sections")

local concat = table.concat

local M = {}

local function is_written(section, content, capabilities)
  if content.rows > 0 then
    return true
  end
  return section.always and not (section.flag and string.find(capabilities, section.flag .. ":0", 1, true))
end

-- The texts of the whole file but its last line, in order, and the checksum of what they say.
local function plan(file)
  local texts, count, a, b = {}, 0, 1, 0
  local counts, rows = {}, 0
  local function add(text)
    count = count + 1
    texts[count] = text
    local a2, b2 = adler.of(text)
    a, b = adler.joined(a, b, a2, b2, #text)
  end
  add(header.text(file.facts))
  for _, section in ipairs(sections.SECTIONS) do
    local content = file.sections[section.name]
    if is_written(section, content, file.facts.capabilities or "") then
      add(sections.heading(section, #counts == 0))
      for i = 1, content.chunk_count do
        texts[count + i] = content.chunks[i]
      end
      count = count + content.chunk_count
      a, b = adler.joined(a, b, content.a, content.b, content.bytes)
      rows = rows + content.rows
      counts[#counts + 1] = section.name .. ":" .. content.rows
    end
  end
  texts[count + 1] = string.format(
    "# END sections=%d rows=%d checksum=%s counts=%s\n",
    #counts,
    rows,
    adler.hex(a, b),
    concat(counts, ",")
  )
  return texts, count + 1
end

-- Starts to write `file` as `name`, by way of `temporary`. Nil if the disk refuses.
function M.start(file, name, temporary)
  local handle = files.create(temporary)
  if not handle then
    return nil
  end
  local texts, count = plan(file)
  return { handle = handle, texts = texts, count = count, next = 1, name = name, temporary = temporary }
end

-- The texts that are due next, `bytes` or a little more.
local function slice(job, bytes)
  local first, size = job.next, 0
  while job.next <= job.count and size < bytes do
    size = size + #job.texts[job.next]
    job.next = job.next + 1
  end
  return concat(job.texts, "", first, job.next - 1)
end

-- Writes about so many bytes. "writing", then "written", or "failed".
function M.step(job, bytes)
  if not files.write(job.handle, slice(job, bytes)) then
    files.close(job.handle)
    return "failed"
  end
  if job.next <= job.count then
    return "writing"
  end
  files.close(job.handle)
  files.rename(job.temporary, job.name)
  return files.size(job.name) > 0 and "written" or "failed"
end

return M
