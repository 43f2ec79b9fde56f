-- Calls the module's callbacks as the engine does, and prints what goes wrong in them.
-- Does not belong here: which callback comes when.

local version, raise, console = ...

local pcall, type = pcall, type
local globals = _G

-- A real server has no limit: it goes on until the C stack overflows. Lua itself gives up at 200 nested calls.
local DEEPEST_PRINT = 100

local M = { is_running = false }
local depth = 0

local function report(name, message)
  local text = (type(message) == "string" or type(message) == "number") and message or "(null)"
  M.print(version .. " API: ^4" .. name .. " error running lua script: '" .. text .. "'\n")
end

-- The engine looks the global up at every call.
function M.call(name, ...)
  local callback = globals[name]
  if not M.is_running or type(callback) ~= "function" then return nil end
  local ok, answer = pcall(callback, ...)
  if ok then return answer end
  report(name, answer)
  return nil
end

-- G_Printf: to the console, then to et_Print, then whatever et_Print prints.
function M.print(text)
  if depth >= DEEPEST_PRINT then raise("StackOverflowError", "et_Print calls itself without end: " .. text) end
  console(text)
  depth = depth + 1
  M.call("et_Print", text)
  depth = depth - 1
end

return M
