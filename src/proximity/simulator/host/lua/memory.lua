-- What the engine keeps of entities, and how a module reads and writes it.
-- It lives in the module's virtual machine, so that a field read costs no more than on a real server.
-- Does not belong here: when anything changes.

local fields_csv, max_clients, raise, arguments, values = ...

local type, tonumber, tostring, format, lower = type, tonumber, tostring, string.format, string.lower
local MAX_ENTITIES = 1024
local blank, copy, integer = values.blank, values.copy, arguments.integer

-- canonical name -> { kind, size, is_writable, is_client }; lower-case name -> canonical name
local schema, client_names, entity_names = {}, {}, {}
for owner, name, kind, access, size, alias in fields_csv:gmatch("(%a+),([^,]+),([%a%d_]+),(%a+),(%d*),([^\n]*)\n") do
  local names = owner == "client" and client_names or entity_names
  names[lower(name)] = alias ~= "" and alias or name
  if alias == "" then
    schema[name] = { kind = kind, size = tonumber(size), is_writable = access == "rw", is_client = owner == "client" }
  end
end

-- entity number -> canonical name -> value; a field is made when it is touched first
local entities = {}
for n = 0, MAX_ENTITIES - 1 do entities[n] = {} end

local M = { entities = entities, schema = schema }

function M.canonical(n, name)
  local key = lower(name)
  return n < max_clients and client_names[key] or entity_names[key]
end

function M.value(n, key)
  local entity = entities[n]
  local value = entity[key]
  if value == nil then
    local field = schema[key]
    value = blank[field.kind](field.size)
    entity[key] = value
  end
  return value
end

-- The client structure of a slot, zeroed.
function M.clear_client(n)
  local entity = entities[n]
  for key, field in pairs(schema) do
    if field.is_client then entity[key] = nil end
  end
end

local function find(n, name, func, verb)
  n = integer(n, 1, func, 3)
  if type(name) == "number" then name = tostring(name) end
  if type(name) ~= "string" then
    error(format("bad argument #2 to '%s' (string expected, got %s)", func, type(name)), 3)
  end
  if n < 0 or n >= MAX_ENTITIES then raise("EngineError", func .. ": entity " .. n .. " is foreign memory") end
  local key = M.canonical(n, name)
  if not key then error(format('tried to %s invalid gentity field "%s"', verb, name), 3) end
  return n, key, schema[key]
end

local function index_of(field, index, func)
  index = integer(index, 3, func, 3)
  if index < 0 or index >= field.size then
    raise("EngineError", func .. ": array index " .. index .. " is foreign memory")
  end
  return index
end

local function get_slowly(n, name, index)
  local key, field
  n, key, field = find(n, name, "gentity_get", "get")
  local value = M.value(n, key)
  if field.size then value = value[index_of(field, index == nil and 0 or index, "gentity_get")] end
  return copy[field.kind] and copy[field.kind](value) or value
end

-- Most reads are numbers, vectors or elements of arrays (which have an element 0): all are answered here.
function M.get(n, name, index)
  local entity = entities[n]
  local value = entity and entity[name]
  if value ~= nil then
    if type(value) ~= "table" then return value end
    if value[0] == nil then
      local z = value[3]
      if z then return { value[1], value[2], z } end
    else
      local element = value[index or 0]
      if type(element) == "number" then return element end
    end
  end
  return get_slowly(n, name, index)
end

local function write_array(n, key, field, index, value)
  local number = integer(value, 4, "gentity_set", 3)
  M.value(n, key)[index_of(field, index, "gentity_set")] = number
end

local function vector(value)
  if type(value) ~= "table" then error("bad argument #3 to 'gentity_set' (table expected)", 3) end
  return { value[1] + 0.0, value[2] + 0.0, value[3] + 0.0 }
end

local writers = {
  int = function(n, key, value) entities[n][key] = integer(value, 3, "gentity_set", 3) end,
  float = function(n, key, value) entities[n][key] = value + 0.0 end,
  vec3 = function(n, key, value) entities[n][key] = vector(value) end,
  trajectory = function(n, key, value) entities[n][key] = copy.trajectory(value) end,
  string = function(_, key) raise("EngineError", "writing the string field " .. key .. " corrupts memory") end,
  entity = function() end,
}

function M.set(n, name, value, element)
  local key, field
  n, key, field = find(n, name, "gentity_set", "set")
  if not field.is_writable then error(format('tried to set read-only gentity field "%s"', name), 2) end
  if field.size then return write_array(n, key, field, value, element) end
  writers[field.kind](n, key, value)
end

return M
