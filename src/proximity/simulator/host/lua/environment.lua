-- The standard library as a module finds it on a server: all of it, but on the simulation's clocks.
-- What would end, block or leave the server is refused. Relative paths start at fs_basepath, as on a server.
-- Does not belong here: `et`.

local given, raise, host = ...
local engine = given.engine
local floor = math.floor

-- what the embedding adds, and no server has
python = nil
package.loaded.python = nil

local game = given.base .. "/" .. given.fs_game
package.path = game .. "/?.lua;" .. game .. "/lualibs/?.lua"
package.cpath = game .. "/?.so;" .. game .. "/lualibs/?.so"
LUA_PATH, LUA_CPATH, LUA_DIRSEP = package.path, package.cpath, "/"

local real = { time = os.time, date = os.date }
host.unix_time = 0

-- The server's zone is UTC, whatever the machine's is.
function os.time(fields)
  if not fields then return floor(host.unix_time) end
  local instant = real.time(fields)
  return instant + instant - real.time(real.date("!*t", instant))
end

function os.date(form, instant)
  form = form or "%c"
  return real.date(form:sub(1, 1) == "!" and form or "!" .. form, instant or floor(host.unix_time))
end
function os.clock() return host.clock.wall_ms / 1000 end
function os.exit() raise("ProcessExitError", "os.exit ends the server without et_ShutdownGame") end
function os.execute() raise("EngineError", "os.execute stops the server until it is done") end
function io.popen() raise("EngineError", "io.popen stops the server until it is done") end

local function from_base(path)
  if type(path) ~= "string" or path:sub(1, 1) == "/" then return path end
  return given.base .. "/" .. path
end

for owner, names in pairs({ [io] = { "open", "lines", "input", "output" }, [os] = { "remove" }, [_G] = { "loadfile", "dofile" } }) do
  for _, name in ipairs(names) do
    local action = owner[name]
    owner[name] = function(path, ...) return action(from_base(path), ...) end
  end
end

local rename = os.rename
function os.rename(old, new) return rename(from_base(old), from_base(new)) end

function print(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  engine.console(table.concat(parts, "\t") .. "\n")
end
