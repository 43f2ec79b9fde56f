-- Checks of the arguments that a module passes to the engine, with Lua's own words for what is wrong.
-- Does not belong here: what the functions do.

local tonumber, type, format, floor = tonumber, type, string.format, math.floor

local M = {}

local function complain(position, name, text, level)
  error(format("bad argument #%d to '%s' (%s)", position, name, text), level + 1)
end

local function wrong_type(position, name, expected, value, is_given, level)
  local got = is_given and type(value) or "no value"
  complain(position, name, format("%s expected, got %s", expected, got), level + 1)
end

-- An integer as luaL_checkinteger takes it: text that reads as a number will do.
-- `level`: whom an error blames; 2 is the caller of the function that calls this one.
function M.integer(value, position, name, level, is_given)
  local number = type(value) ~= "boolean" and tonumber(value)
  if not number then wrong_type(position, name, "number", value, is_given ~= false, level + 1) end
  local whole = floor(number)
  if whole ~= number then
    if not jit then complain(position, name, "number has no integer representation", level + 1) end
    -- LuaJIT cuts the fraction off.
    whole = number < 0 and -floor(-number) or whole
  end
  return whole
end

local checks = {
  integer = M.integer,
  number = function(value, position, name, level, is_given)
    local number = type(value) ~= "boolean" and tonumber(value)
    if not number then wrong_type(position, name, "number", value, is_given, level + 1) end
    return number
  end,
  string = function(value, position, name, level, is_given)
    if type(value) == "number" then return tostring(value) end
    if type(value) ~= "string" then wrong_type(position, name, "string", value, is_given, level + 1) end
    return value
  end,
  table = function(value, position, name, level, is_given)
    if type(value) ~= "table" then wrong_type(position, name, "table", value, is_given, level + 1) end
    return value
  end,
}

-- Values that are taken as they are.
local exact = {
  integer = jit and function(value) return type(value) == "number" and floor(value) == value end
    or function(value) return math.type(value) == "integer" end,
  string = function(value) return type(value) == "string" end,
}

-- A single parameter is mostly what it has to be, and then costs no more to check than on a server.
local function quick(kind, action, checked)
  local is_exact = exact[kind]
  return function(...)
    if is_exact((...)) then return action(...) end
    return checked(...)
  end
end

local function checked(name, kinds, action)
  return function(...)
    local count, values = select("#", ...), { ... }
    for i, kind in ipairs(kinds) do
      local is_optional = kind:sub(-1) == "?"
      if kind ~= "any" and not (is_optional and values[i] == nil) then
        values[i] = checks[is_optional and kind:sub(1, -2) or kind](values[i], i, name, 2, i <= count)
      end
    end
    return action((unpack or table.unpack)(values, 1, #kinds > count and #kinds or count))
  end
end

-- `action` behind a check of its parameters ("integer string?"); `any` and what ends in `?` may be left out.
function M.checked(name, parameters, action)
  local kinds = {}
  for kind in parameters:gmatch("%S+") do kinds[#kinds + 1] = kind end
  if #kinds == 0 then return action end
  local slow = checked(name, kinds, action)
  return #kinds == 1 and exact[kinds[1]] and quick(kinds[1], action, slow) or slow
end

return M
