-- Calls the module's callbacks as the engine does, and prints what goes wrong in them.
-- Does not belong here: which callback comes when.

local version, raise, console = ...

local pcall, type, tostring = pcall, type, tostring
local globals = _G
-- A real server has no limit here: it overflows the C stack.
local MAX_DEPTH = 150

local M = { is_registered = false }
local depth = 0

local function report(name, message)
  if type(message) ~= "string" and type(message) ~= "number" then message = "(null)" end
  M.print(version .. " API: ^4" .. name .. " error running lua script: '" .. message .. "'\n")
end

-- The engine looks the global up at every call.
function M.call(name, ...)
  local callback = globals[name]
  if not M.is_registered or type(callback) ~= "function" then return nil end
  local ok, first, second = pcall(callback, ...)
  if ok then return first, second end
  report(name, first)
  return nil
end

-- G_Printf: the console, then et_Print of the module, then whatever that prints.
function M.print(text)
  if depth >= MAX_DEPTH then
    raise("StackOverflowError", "et_Print recurses without end: " .. tostring(text))
  end
  console(text)
  depth = depth + 1
  M.call("et_Print", text)
  depth = depth - 1
end

return M
