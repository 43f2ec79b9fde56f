-- Cvars, configstrings, userinfos, and the arithmetic of infostrings.
-- Does not belong here: what their values mean.

local M = { cvars = {}, configstrings = {}, userinfos = {}, arguments = {} }

local lower, format = string.lower, string.format

function M.cvar(name)
  return M.cvars[name] or M.cvars[lower(name)] or ""
end

local function pairs_of(info)
  local keys, values = {}, {}
  for key, value in info:gmatch("\\([^\\]*)\\([^\\]*)") do
    keys[#keys + 1] = key
    values[#values + 1] = value
  end
  return keys, values
end

function M.info_value(info, key)
  key = lower(key)
  for name, value in info:gmatch("\\?([^\\]*)\\([^\\]*)") do
    if lower(name) == key then return value end
  end
  return ""
end

function M.info_remove(info, key)
  local keys, values = pairs_of(info)
  local kept = {}
  for i, name in ipairs(keys) do
    if lower(name) ~= lower(key) then kept[#kept + 1] = "\\" .. name .. "\\" .. values[i] end
  end
  return table.concat(kept)
end

-- An empty value leaves the string as it is; so do keys and values with forbidden characters.
function M.info_set(info, key, value)
  if value == "" or (key .. value):find('[\\;"]') then return info end
  return M.info_remove(info, key) .. "\\" .. key .. "\\" .. value
end

function M.clean(text)
  local kept, i = {}, 1
  while i <= #text do
    local byte, after = text:byte(i), text:byte(i + 1)
    if byte == 94 and after and after ~= 94 and after ~= 0 then
      i = i + 2
    else
      if byte >= 0x20 and byte <= 0x7e then kept[#kept + 1] = string.char(byte) end
      i = i + 1
    end
  end
  return table.concat(kept)
end

function M.arguments_from(index)
  return table.concat(M.arguments, " ", index + 1)
end

return M
