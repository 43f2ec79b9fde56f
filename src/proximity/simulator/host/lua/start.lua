-- Puts the engine into a virtual machine: the globals and the table `et` that a module finds there.
-- Answers with the functions by which the host drives it.

local given = ...
local engine, chunk = given.engine, given.chunk

local function raise(kind, text)
  given.end_server(kind, text)
  if jit then jit.off() jit.flush() end
  -- No pcall of the module gets past this: every further instruction raises again.
  debug.sethook(function() error("the server has ended", 0) end, "", 1)
  error(text, 0)
end

local memory = chunk("memory.lua")(given.fields, given.max_clients, raise)
local strings = chunk("strings.lua")()
local callbacks = chunk("callbacks.lua")(given.version, raise, engine.console)
local host = { entities = memory.entities }

et = chunk("functions.lua")(given, memory, strings, callbacks, raise, host)
chunk("environment.lua")(given, callbacks, raise, host)

host.call = callbacks.call
host.print = callbacks.print
host.cvars, host.configstrings, host.userinfos = strings.cvars, strings.configstrings, strings.userinfos

function host.set_arguments(...) strings.arguments = { ... } end

function host.run_module(source, name)
  local body, message = (loadstring or load)(source, name)
  local ok = body ~= nil
  if ok then ok, message = pcall(body) end
  if not ok then
    callbacks.print(given.version .. " API: error running lua script: '" .. tostring(message) .. "'\n")
    return false
  end
  callbacks.is_registered = true
  return true
end

function host.collect() collectgarbage("collect") end
function host.heap_kb() return collectgarbage("count") end

-- memory for Python
function host.peek(n, name, index)
  local key = memory.canonical(n, name)
  if not key then return false end
  local v = memory.value_of(memory.entities[n], key)
  if index ~= nil then v = v[index] end
  return true, v
end

function host.poke(n, name, value, index)
  local key = memory.canonical(n, name)
  if not key then return false end
  if index ~= nil then
    memory.value_of(memory.entities[n], key)[index] = value
  else
    memory.entities[n][key] = value
  end
  return true
end

return host
