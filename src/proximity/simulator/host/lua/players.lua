-- What the engine does to player states in every frame: moving them, and copying them to those who watch.
-- Does not belong here: anything that happens once.

local memory = ...

local entities, schema, value = memory.entities, memory.schema, memory.value

local PM_NORMAL, PM_SPECTATOR = 0, 2
local PMF_FOLLOW, PMF_LIMBO = 4096, 16384
local NOT_IN_THE_AIR, IN_THE_AIR = 1022, 1023

-- A watcher keeps these of his own player state.
local own = { ["ps.persistant"] = true, ["ps.ping"] = true, ["ps.classWeaponTime"] = true }
local copied = {}
for key in pairs(schema) do
  if key:sub(1, 3) == "ps." and not own[key] then copied[#copied + 1] = key end
end

local M = { following = {} }

local function put(n, key, x, y, z)
  local v = value(n, key)
  v[1], v[2], v[3] = x, y, z
end

-- Nothing for those who cannot move: the dead, limbo, intermission, pause.
function M.move(n, x, y, z, vx, vy, vz, pitch, yaw, roll, stance_flags, effect_flags, view_height, stamina, is_airborne)
  local entity = entities[n]
  local kind = entity["ps.pm_type"]
  if kind ~= PM_NORMAL and kind ~= PM_SPECTATOR or M.following[n] then return end
  put(n, "ps.origin", x, y, z)
  put(n, "r.currentOrigin", x, y, z)
  put(n, "ps.velocity", vx, vy, vz)
  put(n, "ps.viewangles", pitch, yaw, roll)
  local base = value(n, "s.pos").trBase
  base[1], base[2], base[3] = x, y, z
  entity["ps.pm_flags"] = stance_flags
  entity["ps.eFlags"] = effect_flags
  entity["s.eFlags"] = effect_flags
  entity["ps.viewheight"] = view_height
  value(n, "ps.stats")[8] = stamina
  entity["s.groundEntityNum"] = is_airborne and IN_THE_AIR or NOT_IN_THE_AIR
end

local function copied_value(v, old)
  if type(v) ~= "table" then return v end
  local target = type(old) == "table" and old or {}
  for i, element in pairs(v) do target[i] = element end
  return target
end

-- SpectatorClientEndFrame: limbo players and following spectators get the whole player state of whom they watch.
function M.copy_followed()
  for watcher, watched in pairs(M.following) do
    local from, to = entities[watched], entities[watcher]
    local limbo = entities[watcher]["sess.sessionTeam"] == 3 and 0 or PMF_LIMBO
    for i = 1, #copied do
      local key = copied[i]
      to[key] = copied_value(from[key], to[key])
    end
    local flags = from["ps.pm_flags"] or 0
    if flags >= PMF_FOLLOW then flags = flags % PMF_FOLLOW end
    to["ps.pm_flags"] = flags + PMF_FOLLOW + limbo
  end
end

-- Every player stands at the camera; where he really was stays in r.currentOrigin.
function M.show_intermission(n, x, y, z)
  M.following[n] = nil
  local entity = entities[n]
  put(n, "ps.origin", x, y, z)
  put(n, "s.origin", x, y, z)
  entity["ps.pm_type"] = 5
  entity["ps.eFlags"], entity["s.eFlags"], entity["s.eType"], entity["r.contents"] = 0, 0, 0, 0
end

return M
