-- Finds the objectives of any map at run time: the engine's list of objective triggers, and the entities themselves.
-- Does not belong here: overrides; what is done with objectives.

local text = require("text")

local get = et.gentity_get

local TRIGGER_NAMES, TRIGGER_DATA, TRIGGERS = 769, 787, 18
local MOVER_NAMES = 28
local FIRST_ENTITY, LAST_ENTITY = 64, 1021
-- spawnflags of objective triggers
local AXIS, ALLIES, VEHICLE, PRIMARY, CABINET, COMMAND_POST, DISABLED = 1, 2, 8, 16, 32, 64, 128
-- spawnflags of vehicles that can be escorted
local RESURRECTABLE, ON_COMPASS = 8, 16
local DROPPED = 0x1000
local KINDS_OF_TARGETS = { func_explosive = "explosive", func_constructible = "constructible" }

local M = {}

local function has_bit(flags, bit)
  return flags % (2 * bit) >= bit
end

local function side(flags)
  local is_axis, is_allied = has_bit(flags, AXIS), has_bit(flags, ALLIES)
  return is_axis and not is_allied and "AXIS" or is_allied and not is_axis and "ALLIES" or ""
end

local function name_of(...)
  for i = 1, select("#", ...) do
    local name = text.clean_first(select(i, ...) or "")
    if name ~= "" then
      return name
    end
  end
  return "unnamed"
end

local function centre(entity)
  local low, high = get(entity, "r.absmin"), get(entity, "r.absmax")
  return (low[1] + high[1]) / 2, (low[2] + high[2]) / 2, (low[3] + high[3]) / 2
end

-- targetname to kind, of everything that can be blown up or built
local function kinds_by_target(classes)
  local kinds = {}
  for entity, classname in pairs(classes) do
    local kind, name = KINDS_OF_TARGETS[classname], get(entity, "targetname")
    if kind and name then
      kinds[name] = kind
    end
  end
  return kinds
end

local function add(found, name, kind, entity, team, is_primary, x, y, z)
  found[#found + 1] = {
    name = name,
    kind = kind,
    entity = entity,
    team = team,
    is_primary = is_primary,
    x = x,
    y = y,
    z = z,
    source = "map",
  }
end

local function trigger_kind(entity, flags, kinds)
  if has_bit(flags, COMMAND_POST) then
    return "command_post"
  elseif has_bit(flags, VEHICLE) then
    return "vehicle"
  end
  return kinds[get(entity, "target") or ""] or "other"
end

local function add_triggers(found, kinds)
  for i = 0, TRIGGERS - 1 do
    local track = et.trap_GetConfigstring(TRIGGER_NAMES + i)
    local data = et.trap_GetConfigstring(TRIGGER_DATA + i)
    if track == "" then
      return
    end
    local function number(key)
      return tonumber(et.Info_ValueForKey(data, key)) or 0
    end
    local entity, flags = number("e"), number("s")
    if
      entity >= FIRST_ENTITY
      and entity <= LAST_ENTITY
      and not has_bit(flags, CABINET)
      and not has_bit(flags, DISABLED)
    then
      add(
        found,
        name_of(track, et.Info_ValueForKey(data, "n")),
        trigger_kind(entity, flags, kinds),
        entity,
        side(flags),
        has_bit(flags, PRIMARY),
        number("x"),
        number("y"),
        number("z")
      )
    end
  end
end

local function add_flag(found, entity, team)
  if not has_bit(get(entity, "flags"), DROPPED) then
    local p = get(entity, "r.currentOrigin")
    add(
      found,
      name_of(get(entity, "message"), get(entity, "scriptName"), team .. " item"),
      "flag",
      entity,
      team,
      false,
      p[1],
      p[2],
      p[3]
    )
  end
end

local function add_capture_trigger(found, entity)
  local x, y, z = centre(entity)
  add(
    found,
    name_of(get(entity, "scriptName")),
    "capture_trigger",
    entity,
    side(get(entity, "spawnflags")),
    false,
    x,
    y,
    z
  )
end

local FINDERS = {
  team_CTF_redflag = function(found, entity)
    add_flag(found, entity, "AXIS")
  end,
  team_CTF_blueflag = function(found, entity)
    add_flag(found, entity, "ALLIES")
  end,
  trigger_flagonly = add_capture_trigger,
  trigger_flagonly_multiple = add_capture_trigger,
  team_WOLF_checkpoint = function(found, entity)
    local p, holder = get(entity, "r.currentOrigin"), get(entity, "count")
    local team = holder == 1 and "AXIS" or holder == 2 and "ALLIES" or ""
    add(
      found,
      name_of(get(entity, "scriptName"), "checkpoint_" .. entity),
      "checkpoint",
      entity,
      team,
      false,
      p[1],
      p[2],
      p[3]
    )
  end,
  script_mover = function(found, entity)
    local described = et.Info_ValueForKey(et.trap_GetConfigstring(MOVER_NAMES), tostring(entity))
    local flags = get(entity, "spawnflags")
    if described ~= "" or has_bit(flags, RESURRECTABLE) or has_bit(flags, ON_COMPASS) then
      local p = get(entity, "r.currentOrigin")
      add(found, name_of(described, get(entity, "scriptName")), "vehicle", entity, "", false, p[1], p[2], p[3])
    end
  end,
}

-- Classname by entity, of those that matter.
local function interesting()
  local classes = {}
  for entity = FIRST_ENTITY, LAST_ENTITY do
    local classname = get(entity, "classname")
    if FINDERS[classname] or KINDS_OF_TARGETS[classname] then
      classes[entity] = classname
    end
  end
  return classes
end

-- All objectives of the map, triggers first, then by entity number. About 0.3 ms: done while no client is in.
function M.find()
  local found, classes = {}, interesting()
  add_triggers(found, kinds_by_target(classes))
  for entity = FIRST_ENTITY, LAST_ENTITY do
    local finder = FINDERS[classes[entity]]
    if finder then
      finder(found, entity)
    end
  end
  return found
end

return M
