-- Who sits in which slot: identity, name, side and class, as they are now.
-- Does not belong here: where a player is and whether he lives; see body.lua and tracks.lua.
--
-- A player without GUID is told apart by his connection: his key is slot and connection, and only the key is unique.

local text = require("text")

local tonumber, floor = tonumber, math.floor

local TEAM_NAMES = { [1] = "AXIS", [2] = "ALLIES", [3] = "SPEC" }
local CLASS_NAMES = { [0] = "SOLDIER", [1] = "MEDIC", [2] = "ENGINEER", [3] = "FIELDOPS", [4] = "COVERTOPS" }

local M = { AXIS = 1, ALLIES = 2, slots = {}, count = 0 }
local slots = M.slots
local connections = 0

-- The engine ends the map when it is asked for the userinfo of a slot that does not exist.
function M.start()
  local count = tonumber(et.trap_Cvar_Get("sv_maxclients")) or 0
  M.count = floor(count < 0 and 0 or count > 64 and 64 or count)
  for slot in pairs(slots) do
    slots[slot] = nil
  end
end

function M.is_slot(number)
  return number >= 0 and number < M.count
end

local function read_guid(slot)
  return text.word(et.Info_ValueForKey(et.trap_GetUserinfo(slot), "cl_guid"), text.LONGEST_GUID)
end

-- Reads name, GUID, side and class of a slot again; nothing of another player who sat there before is kept.
function M.refresh(slot)
  local player = slots[slot]
  if not player then
    return M.connect(slot)
  end
  local raw = et.gentity_get(slot, "pers.netname") or ""
  if raw ~= player.raw_name then
    player.raw_name = raw
    local name = text.clean(raw)
    player.name = name ~= "" and name or "Unknown"
  end
  player.guid = read_guid(slot)
  player.key = player.guid ~= "" and player.guid or player.connection_key
  M.read_side(player)
  return player
end

function M.read_side(player)
  player.team = et.gentity_get(player.slot, "sess.sessionTeam")
  player.team_name = TEAM_NAMES[player.team] or "SPEC"
  player.class_name = CLASS_NAMES[et.gentity_get(player.slot, "sess.playerType")] or "UNKNOWN"
  return player
end

-- Somebody new sits in the slot.
function M.connect(slot)
  connections = connections + 1
  slots[slot] = { slot = slot, connection_key = "#" .. slot .. "." .. connections, name = "Unknown", guid = "" }
  return M.refresh(slot)
end

function M.disconnect(slot)
  slots[slot] = nil
end

-- The player of a slot; read at first use, because a module can be loaded into a running round.
function M.get(slot)
  return slots[slot] or M.connect(slot)
end

function M.are_enemies(one, other)
  return one.team ~= other.team and (one.team == 1 or one.team == 2) and (other.team == 1 or other.team == 2)
end

function M.plays(player)
  return player.team == 1 or player.team == 2
end

return M
