-- Puts the engine into a virtual machine: the globals and the table `et` that a module finds there.
-- Answers with the functions by which the host drives it.

local given = ...
local sethook, compile = debug.sethook, loadstring or load
local MAX_MODULE_BYTES = 1024 * 1024

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

local main_thread = coroutine.running()

-- No pcall of the module gets past this: every further instruction raises again, here and outside of a coroutine.
local function stop()
  local function refuse() error("the server has ended", 0) end
  interpret()
  sethook(refuse, "", 1)
  if main_thread then sethook(main_thread, refuse, "", 1) end
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

-- The file body; false if it is too long, does not compile or raises. et_Quit is called if it came that far.
function host.run_module(source, name)
  local body, message
  if #source <= MAX_MODULE_BYTES then
    body, message = compile(source, name)
  else
    message = "more than " .. MAX_MODULE_BYTES .. " bytes"
  end
  local ok = body ~= nil
  if ok then ok, message = pcall(body) end
  callbacks.is_running = true
  if not ok then
    given.engine.console(given.version .. " API: " .. name .. " is not loaded: " .. tostring(message) .. "\n")
    callbacks.call("et_Quit")
  end
  callbacks.is_running = ok
  return ok
end

-- kill -9 in the middle of the module's code: what to call instead of `call`, which counts from its first use.
function host.kill_after(instructions)
  local is_armed = false
  local function kill() raise("ServerKilledError", "killed in the middle of a callback") end
  interpret()
  return function(name, ...)
    if not is_armed then
      is_armed = true
      sethook(kill, "", instructions)
    end
    return callbacks.call(name, ...)
  end
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
