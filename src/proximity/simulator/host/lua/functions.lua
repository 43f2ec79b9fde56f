-- The table `et`: every function that a server has, and none that it has not.
-- Functions that only affect clients or the world check their arguments and do nothing.
-- Does not belong here: the standard library.

local given, memory, strings, callbacks, raise, host = ...
local engine = given.engine
local format, lower = string.format, string.lower

local clock = { wall_ms = 0 }
host.clock = clock

local behaviour = {}

-- module ----------------------------------------------------------------------------------------------------------

function behaviour.RegisterModname(name) if callbacks.is_registered then engine.modname(name:sub(1, 255)) end end
function behaviour.FindSelf() if callbacks.is_registered then return 0 end return nil end
function behaviour.FindMod() return nil, nil end
function behaviour.IPCSend() return 0 end

-- printing and arguments -------------------------------------------------------------------------------------------

function behaviour.G_Print(text) engine.console(text:sub(1, 1023)) end
behaviour.G_LogPrint = callbacks.print
behaviour.ConcatArgs = strings.arguments_from
function behaviour.trap_Argc() return #strings.arguments end
function behaviour.trap_Argv(index) return strings.arguments[index + 1] or "" end

-- strings ----------------------------------------------------------------------------------------------------------

behaviour.trap_Cvar_Get = function(name) return strings.cvar(name):sub(1, 255) end
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
  if slot < 0 or slot >= given.max_clients then raise("EngineError", "userinfo: bad index " .. slot) end
end

function behaviour.trap_GetUserinfo(slot)
  check_userinfo(slot)
  return strings.userinfos[slot] or ""
end

function behaviour.trap_SetUserinfo(slot, userinfo)
  check_userinfo(slot)
  engine.set_userinfo(slot, userinfo)
end

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

-- the rest ---------------------------------------------------------------------------------------------------------

function behaviour.trap_Milliseconds() return clock.wall_ms end
behaviour.gentity_get = memory.get
behaviour.trap_SendConsoleCommand = function(_, command) engine.console_command(command) end
behaviour.trap_SendServerCommand = function(slot, command) engine.server_command(slot, command) end

local neutral = { integer = 0, string = "", boolean = false }

local function checked(name, parameters, action)
  local kinds = {}
  for kind in parameters:gmatch("%S+") do kinds[#kinds + 1] = kind end
  local count = #kinds
  return function(...)
    local given_arguments = select("#", ...)
    for i = 1, count do
      local kind, value = kinds[i], (select(i, ...))
      local is_optional = kind:sub(-1) == "?"
      if is_optional then kind = kind:sub(1, -2) end
      if not (is_optional and value == nil) and kind ~= "any" then
        local ok
        if kind == "integer" or kind == "number" then ok = tonumber(value) ~= nil
        elseif kind == "string" then ok = type(value) == "string" or type(value) == "number"
        else ok = type(value) == kind end
        if not ok then
          local got = i > given_arguments and "no value" or type(value)
          if kind == "integer" then kind = "number" end
          error(format("bad argument #%d to '%s' (%s expected, got %s)", i, name, kind, got), 2)
        end
      end
    end
    return action(...)
  end
end

local et = { HOSTARCH = "UNIX" }
for name, value in given.constants:gmatch("([%w_]+),(-?%d+)\n") do et[name] = math.floor(tonumber(value)) end

local hot = { gentity_get = true, trap_Milliseconds = true }
for name, parameters, returns in given.functions:gmatch("([%w_]+),([^,\n]*),([^,\n]*)\n") do
  if name ~= "name" then
    local action = behaviour[name]
    if not action then
      local answer = neutral[returns:match("^%a+")]
      action = function() return answer end
    end
    et[name] = hot[name] and action or checked(name, parameters, action)
  end
end

return et
