-- What the engine keeps of entities, and how a module reads and writes it.
-- Lives inside the module's virtual machine, so that a field read costs about what it costs on a real server.
-- Does not belong here: when anything changes.

local fields_csv, max_clients, raise = ...

local MAX_ENTITIES, MAX_CLIENTS = 1024, 64
local type, tonumber, format, lower = type, tonumber, string.format, string.lower
local floor = math.floor

-- schema: canonical name -> { kind, size, writable }; names: lower case -> canonical name
local schema, client_names, entity_names = {}, {}, {}
for owner, name, kind, access, size, alias in fields_csv:gmatch("(%a+),([^,]+),([%a%d_]+),(%a+),(%d*),([^\n]*)\n") do
  local names = owner == "client" and client_names or entity_names
  names[lower(name)] = alias ~= "" and alias or name
  if alias == "" then
    schema[name] = { kind = kind, size = tonumber(size), writable = access == "rw" }
  end
end

local blank = {
  int = function() return 0 end,
  float = function() return 0.0 end,
  string = function() return nil end,
  entity = function() return nil end,
  vec3 = function() return { 0.0, 0.0, 0.0 } end,
  int_array = function(size) local t = {} for i = 0, size - 1 do t[i] = 0 end return t end,
  float_array = function(size) local t = {} for i = 0, size - 1 do t[i] = 0.0 end return t end,
  weaponstat_array = function(size) local t = {} for i = 0, size - 1 do t[i] = { 0, 0, 0, 0, 0 } end return t end,
  trajectory = function()
    return { trType = 0, trTime = 0, trDuration = 0, trBase = { 0.0, 0.0, 0.0 }, trDelta = { 0.0, 0.0, 0.0 } }
  end,
}

-- A fresh copy at every read, as the engine makes it: a module may keep or change what it got.
local copy = {
  vec3 = function(v) return { v[1], v[2], v[3] } end,
  trajectory = function(v)
    local b, d = v.trBase, v.trDelta
    return {
      trType = v.trType, trTime = v.trTime, trDuration = v.trDuration,
      trBase = { b[1], b[2], b[3] }, trDelta = { d[1], d[2], d[3] },
    }
  end,
  weaponstat_array = function(v) return { v[1], v[2], v[3], v[4], v[5] } end,
}

-- entity number -> canonical field name -> value; fields that were never touched are made at their first read
local entities = {}
for n = 0, MAX_ENTITIES - 1 do entities[n] = {} end

local function canonical(n, name)
  local key = lower(name)
  return n < max_clients and client_names[key] or entity_names[key]
end

local function value_of(e, key)
  local v = e[key]
  if v == nil then
    local field = schema[key]
    v = blank[field.kind](field.size)
    e[key] = v
  end
  return v
end

local function check_integer(value, position, func)
  local number = tonumber(value)
  if not number or type(value) == "boolean" then
    local got = value == nil and "nil" or type(value)
    error(format("bad argument #%d to '%s' (number expected, got %s)", position, func, got), 3)
  end
  if number ~= floor(number) then
    error(format("bad argument #%d to '%s' (number has no integer representation)", position, func), 3)
  end
  return number
end

local function element(v, field, index)
  if index < 0 or index >= field.size then
    raise("EngineError", "array index " .. index .. " reads foreign memory")
  end
  return v[index]
end

local function get_slowly(n, name, index)
  n = check_integer(n, 1, "gentity_get")
  if type(name) ~= "string" then
    error(format("bad argument #2 to 'gentity_get' (string expected, got %s)", type(name)), 2)
  end
  if n < 0 or n >= MAX_ENTITIES then
    raise("EngineError", "entity " .. n .. " reads foreign memory")
  end
  local key = canonical(n, name)
  if not key then
    error(format('tried to get invalid gentity field "%s"', name), 2)
  end
  local field = schema[key]
  local v = value_of(entities[n], key)
  if field.size then
    v = element(v, field, index == nil and 0 or check_integer(index, 3, "gentity_get"))
  end
  return copy[field.kind] and copy[field.kind](v) or v
end

local function get(n, name, index)
  local e = entities[n]
  local v = e and e[name]
  if v ~= nil and type(v) ~= "table" then return v end
  return get_slowly(n, name, index)
end

return { entities = entities, schema = schema, canonical = canonical, value_of = value_of, get = get,
  check_integer = check_integer, blank = blank, copy = copy, MAX_CLIENTS = MAX_CLIENTS }
