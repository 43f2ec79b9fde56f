-- Cvars, configstrings, userinfos, and the arithmetic of infostrings.
-- Does not belong here: what their values mean.

local M = { cvars = {}, configstrings = {}, userinfos = {}, arguments = {} }

local lower = string.lower

-- Names of cvars are compared without case; the keys of `cvars` are in lower case.
function M.cvar(name)
  local value = M.cvars[lower(name)] or ""
  return #value > 255 and value:sub(1, 255) or value
end

function M.info_value(info, key)
  key = lower(key)
  for name, value in info:gmatch("\\?([^\\]*)\\([^\\]*)") do
    if lower(name) == key then return value end
  end
  return ""
end

function M.info_remove(info, key)
  local kept = {}
  for name, value in info:gmatch("\\?([^\\]*)\\([^\\]*)") do
    if lower(name) ~= lower(key) then kept[#kept + 1] = "\\" .. name .. "\\" .. value end
  end
  return table.concat(kept)
end

-- An empty value leaves the string as it is; so do keys and values with forbidden characters.
function M.info_set(info, key, value)
  if value == "" or (key .. value):find('[\\;"]') then return info end
  return M.info_remove(info, key) .. "\\" .. key .. "\\" .. value
end

-- Without colour codes and without everything that is not printable ASCII.
function M.clean(text)
  local kept, i = {}, 1
  while i <= #text do
    local byte, after = text:byte(i, i + 1)
    if byte == 94 and after and after ~= 94 then
      i = i + 2
    else
      if byte >= 0x20 and byte <= 0x7e then kept[#kept + 1] = string.char(byte) end
      i = i + 1
    end
  end
  return table.concat(kept)
end

return M
