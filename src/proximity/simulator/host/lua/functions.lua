-- The table `et`: every function that a server has, and none that it has not.
-- What only clients or the world would notice checks its arguments and does nothing.
-- Does not belong here: the standard library.

local given, memory, strings, callbacks, arguments, raise, host = ...
local engine, max_clients = given.engine, given.max_clients
local format, floor = string.format, math.floor

local clock = { wall_ms = 0 }
host.clock = clock

local et = { HOSTARCH = "UNIX" }
for name, value in given.constants:gmatch("([%w_]+),(-?%d+)\n") do et[name] = floor(tonumber(value)) end

local behaviour = {}

-- module, printing, arguments of commands --------------------------------------------------------------------------

-- In the file body the engine does not know the module yet.
function behaviour.RegisterModname(name) if callbacks.is_running then engine.register(name:sub(1, 255)) end end
function behaviour.FindSelf() if callbacks.is_running then return 0 end return nil end
function behaviour.FindMod() return nil, nil end

function behaviour.G_Print(text) engine.console(text:sub(1, 1023)) end
behaviour.G_LogPrint = callbacks.print
function behaviour.ConcatArgs(index) return table.concat(strings.arguments, " ", index + 1) end
function behaviour.trap_Argc() return #strings.arguments end
function behaviour.trap_Argv(index) return strings.arguments[index + 1] or "" end

-- strings ----------------------------------------------------------------------------------------------------------

behaviour.trap_Cvar_Get = strings.cvar
behaviour.trap_Cvar_Set = engine.set_cvar

local function check_configstring(index)
  if index < 0 or index > 1023 then raise("EngineError", "configstring: bad index " .. index) end
end

function behaviour.trap_GetConfigstring(index)
  check_configstring(index)
  return strings.configstrings[index] or ""
end

function behaviour.trap_SetConfigstring(index, value)
  check_configstring(index)
  engine.set_configstring(index, value)
end

local function check_userinfo(slot)
  if slot < 0 or slot >= max_clients then raise("EngineError", "userinfo: bad index " .. slot) end
end

function behaviour.trap_GetUserinfo(slot)
  check_userinfo(slot)
  return strings.userinfos[slot] or ""
end

function behaviour.trap_SetUserinfo(slot, userinfo)
  check_userinfo(slot)
  engine.set_userinfo(slot, userinfo)
end

behaviour.ClientUserinfoChanged = engine.userinfo_changed
behaviour.Info_ValueForKey = strings.info_value
behaviour.Info_RemoveKey = strings.info_remove
behaviour.Info_SetValueForKey = strings.info_set
behaviour.Q_CleanStr = strings.clean

-- files ------------------------------------------------------------------------------------------------------------

behaviour.trap_FS_FOpenFile = engine.fs_open
behaviour.trap_FS_Read = engine.fs_read
behaviour.trap_FS_Write = engine.fs_write
behaviour.trap_FS_FCloseFile = engine.fs_close
behaviour.trap_FS_Rename = engine.fs_rename

function behaviour.trap_FS_GetFileList(folder, extension)
  local names = {}
  for name in engine.fs_list(folder, extension):gmatch("[^\n]+") do names[#names + 1] = name end
  return names
end

-- entities ---------------------------------------------------------------------------------------------------------

behaviour.gentity_get = memory.get
behaviour.gentity_set = memory.set

local spawn_keys = {}
for key, field in given.spawn_keys:gmatch("([%w_]+),([^\n]*)\n") do spawn_keys[key:lower()] = field end

function behaviour.G_GetSpawnVar(n, key)
  if n < 0 or n >= 1024 then error(format('entnum "%d" is out of range', n), 3) end
  local field = spawn_keys[key:lower()]
  if not field then error(format('field "%s" index is -1', key), 3) end
  if not memory.schema[field] or memory.value(n, "inuse") == 0 then return nil end
  return memory.get(n, field)
end

local function check_client(n)
  if n < 0 or n >= max_clients then error(format('clientNum "%d" is not a client entity', n), 3) end
end

function behaviour.GetCurrentWeapon(n)
  check_client(n)
  local weapon = memory.get(n, "ps.weapon")
  return weapon, memory.get(n, "ps.ammo", weapon), memory.get(n, "ps.ammoclip", weapon)
end

function behaviour.G_EntitiesFree()
  local used = 0
  for n = 64, 1021 do used = used + (memory.entities[n].inuse or 0) end
  return 1024 - 64 - used
end

function behaviour.G_CreateEntity() raise("EngineError", "G_CreateEntity outside et_SpawnEntitiesFromString") end
behaviour.G_Damage = engine.damage
behaviour.trap_DropClient = engine.drop_client

-- the rest ---------------------------------------------------------------------------------------------------------

function behaviour.trap_Milliseconds() return clock.wall_ms end
behaviour.trap_SendConsoleCommand = engine.console_command
behaviour.trap_SendServerCommand = engine.server_command

-- Whether the two have any bit in common.
function behaviour.isBitSet(bit, value)
  while bit > 0 and value > 0 do
    if bit % 2 == 1 and value % 2 == 1 then return true end
    bit, value = floor(bit / 2), floor(value / 2)
  end
  return false
end

function behaviour.ClientNumberFromString(text)
  local slot = tonumber(text)
  if slot then return slot >= 0 and slot < max_clients and floor(slot) or nil end
  local found
  for n = 0, max_clients - 1 do
    local name = strings.clean(memory.value(n, "pers.netname") or ""):lower()
    if memory.value(n, "pers.connected") == 2 and name:find(strings.clean(text):lower(), 1, true) then
      if found then return nil end
      found = n
    end
  end
  return found
end

-- Nothing is in the way: the host has no world.
function behaviour.trap_Trace(_, _, _, to)
  return {
    allsolid = false, startsolid = false, fraction = 1.0, endpos = { to[1], to[2], to[3] },
    plane = { normal = { 0.0, 0.0, 0.0 }, dist = 0.0, type = 0, signbits = 0, pad = { 0, 0 } },
    surfaceFlags = 0, contents = 0, entityNum = 1023,
  }
end

function behaviour.G_HistoricalTrace(_, from, mins, maxs, to)
  return behaviour.trap_Trace(from, mins, maxs, to)
end

-- These check for themselves, or cost too much behind a check.
local unchecked = { gentity_get = true, gentity_set = true, trap_Milliseconds = true }
local neutral = { integer = 0, string = "", boolean = false }

for name, parameters, returns in given.functions:gmatch("([%w_]+),([^,\n]*),([^,\n]*)\n") do
  if name ~= "name" then
    local answer = neutral[returns:match("^%a+")]
    local action = behaviour[name] or function() return answer end
    et[name] = unchecked[name] and action or arguments.checked(name, parameters, action)
  end
end

return et
