-- The file by which an admin overrides the objectives of a map: its lines as tables.
-- Does not belong here: objectives found on the map.
--
-- proximity/objectives/<map>.txt, one objective a line: name;x;y;z[;kind[;team[;is_primary]]], or name;off to leave one
-- out. Lines that begin with # are comments.

local files = require("files")

local tonumber = tonumber
local LARGEST_BYTES = 65536

local M = {}

local function fields_of(line)
  local fields = {}
  for field in string.gmatch(line .. ";", "([^;]*);") do
    fields[#fields + 1] = field
  end
  return fields
end

local function entry_of(line)
  local fields = fields_of(line)
  if fields[2] == "off" then
    return { name = fields[1], is_off = true }
  end
  local x, y, z = tonumber(fields[2]), tonumber(fields[3]), tonumber(fields[4])
  if not (x and y and z) then
    return nil
  end
  return { name = fields[1], x = x, y = y, z = z, kind = fields[5], team = fields[6], is_primary = fields[7] == "1" }
end

-- Entries, and the lines that are none. Empty if there is no file.
function M.read(name)
  local entries, bad = {}, {}
  local handle, length = files.open_to_read(name)
  if not handle then
    return entries, bad
  end
  local text = files.read(handle, math.min(length, LARGEST_BYTES))
  files.close(handle)
  for line in string.gmatch(text, "[^\r\n]+") do
    if string.sub(line, 1, 1) ~= "#" then
      local entry = entry_of(line)
      if entry then
        entries[#entries + 1] = entry
      else
        bad[#bad + 1] = line
      end
    end
  end
  return entries, bad
end

return M
