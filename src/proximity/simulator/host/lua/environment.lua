-- The standard library as a module finds it on a server: complete, but on the simulation's clocks.
-- Does not belong here: `et`.

local given, callbacks, raise, host = ...
local engine = given.engine

python = nil
package.loaded.python = nil
LUA_PATH, LUA_CPATH, LUA_DIRSEP = package.path, package.cpath, "/"

local real_date = os.date
host.real_time = os.time
host.unix_time = 0

function os.time(fields)
  if fields then return host.real_time(fields) end
  return math.floor(host.unix_time)
end
function os.clock() return host.clock.wall_ms / 1000 end
function os.date(form, instant) return real_date(form or "%c", instant or math.floor(host.unix_time)) end
function os.exit() raise("ProcessExitError", "os.exit ends the server without et_ShutdownGame") end
function os.execute() raise("EngineError", "os.execute blocks the frame") end
function io.popen() raise("EngineError", "io.popen blocks the frame") end

function print(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  engine.console(table.concat(parts, "\t") .. "\n")
end
