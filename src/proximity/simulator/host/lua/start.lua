-- Puts the engine into a virtual machine: the globals and the table `et` that a module finds there.
-- Answers with the functions by which the host drives it.

local given = ...
local sethook, compile = debug.sethook, loadstring or load

local function chunk(name, ...)
  return assert(compile(given.sources[name], "=host/" .. name))(...)
end

-- Compiled traces run no hooks.
local function interpret()
  if jit then
    jit.off()
    jit.flush()
  end
end

-- No pcall of the module gets past this: every further instruction raises again.
local function stop()
  interpret()
  sethook(function() error("the server has ended", 0) end, "", 1)
end

local function raise(kind, text)
  given.end_server(kind, text)
  stop()
  error(text, 0)
end

local arguments = chunk("arguments")
local memory = chunk("memory", given.fields, given.max_clients, raise, arguments, chunk("values"))
local strings = chunk("strings")
local players = chunk("players", memory)
local callbacks = chunk("callbacks", given.version, raise, given.engine.console)

local host = {
  entities = memory.entities,
  stop = stop,
  call = callbacks.call,
  print = callbacks.print,
  move = players.move,
  copy_followed = players.copy_followed,
  show_intermission = players.show_intermission,
  following = players.following,
  clear_client = memory.clear_client,
  cvars = strings.cvars,
  configstrings = strings.configstrings,
  userinfos = strings.userinfos,
}

et = chunk("functions", given, memory, strings, callbacks, arguments, raise, host)
chunk("environment", given, raise, host)

function host.set_arguments(...) strings.arguments = { ... } end

-- The file body; false if it does not compile or raises.
function host.run_module(source, name)
  local body, message = compile(source, name)
  local ok = body ~= nil
  if ok then ok, message = pcall(body) end
  if not ok then given.engine.console(given.version .. " API: error loading " .. name .. ": " .. tostring(message) .. "\n") end
  callbacks.is_running = ok
  return ok
end

-- kill -9 in the middle of the module's code, after so many instructions of the virtual machine.
function host.kill_after(instructions)
  interpret()
  sethook(function() raise("ServerKilledError", "killed in the middle of a callback") end, "", instructions)
end

function host.collect() collectgarbage("collect") end
function host.heap_kb() return collectgarbage("count") end

-- The engine's own access: true and the value, or false for a field that the entity has not.
function host.peek(n, name, index)
  local key = memory.canonical(n, name)
  if not key then return false end
  local value = memory.value(n, key)
  if index ~= nil then value = value[index] end
  return true, value
end

function host.poke(n, name, value, index)
  local key = memory.canonical(n, name)
  if not key then return false end
  if index ~= nil then
    memory.value(n, key)[index] = value
  else
    memory.entities[n][key] = value
  end
  return true
end

function host.free_entity(n) memory.entities[n] = { classname = "freed", inuse = 0 } end

return host
