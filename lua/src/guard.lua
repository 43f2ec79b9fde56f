-- Runs the body of every callback so that nothing it raises reaches the game; errors are counted, each logged once.
-- An error in et_Print would recurse until the server's stack is full; here it ends in pcall.
-- Does not belong here: what callbacks do.

local console = require("console")

local pcall, tostring = pcall, tostring
local MAX_DIFFERENT = 20

local M = { errors = 0, last_error = "" }
local seen, seen_count = {}, 0

local function report(name, message)
  M.errors = M.errors + 1
  M.last_error = name .. ": " .. tostring(message)
  if not seen[M.last_error] and seen_count < MAX_DIFFERENT then
    seen[M.last_error] = true
    seen_count = seen_count + 1
    console.line("error in " .. M.last_error .. " (the game goes on; further ones are only counted)")
  end
end

-- A step of something that must go on whatever happens in it.
function M.try(name, body, ...)
  local ok, message = pcall(body, ...)
  if not ok then
    report(name, message)
  end
end

-- A callback that returns nothing: the engine takes any returned string or number for an order.
function M.silent(name, body)
  return function(...)
    local ok, message = pcall(body, ...)
    if not ok then
      report(name, message)
    end
  end
end

-- A command: 1 tells the engine that it was ours.
function M.command(name, body)
  return function(...)
    local ok, handled = pcall(body, ...)
    if not ok then
      report(name, handled)
    elseif handled then
      return 1
    end
  end
end

return M
