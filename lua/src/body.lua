-- What the engine says of a player's body: is it his own state, does it live, where is it, how does it stand.
-- Does not belong here: who he is; what is written of it.
--
-- The engine copies the whole player state (ps.*) of the followed player into those who wait in limbo or watch.
-- Health and r.currentOrigin stay their own.

local get = et.gentity_get

local LIMBO, FOLLOW, DUCKED = 0x4000, 0x1000, 0x1
local PRONE = 0x80000

local M = {}

local function has_bit(flags, bit)
  return flags % (2 * bit) >= bit
end

function M.is_limbo(slot)
  return get(slot, "ps.pm_flags") % (2 * LIMBO) >= LIMBO
end

local function is_copy(flags)
  return has_bit(flags, LIMBO) or has_bit(flags, FOLLOW)
end

-- Alive in the world: on a side (which the caller knows), not in limbo, with health.
function M.is_alive(slot)
  return get(slot, "health") > 0 and not is_copy(get(slot, "ps.pm_flags"))
end

-- During the shots of others the engine moves r.currentOrigin back in time, but never ps.origin.
function M.position(slot)
  local p = get(slot, is_copy(get(slot, "ps.pm_flags")) and "r.currentOrigin" or "ps.origin")
  return p[1], p[2], p[3]
end

-- Where he was when the round ended: from the first intermission frame on ps.origin is the camera.
function M.last_position(slot)
  local p = get(slot, "r.currentOrigin")
  return p[1], p[2], p[3]
end

-- Weapon in hand; 0 for one whose state is another player's.
function M.weapon(slot)
  return is_copy(get(slot, "ps.pm_flags")) and 0 or get(slot, "ps.weapon")
end

-- Yaw and pitch; 0, 0 for one whose state is another player's.
function M.view(slot)
  if is_copy(get(slot, "ps.pm_flags")) then
    return 0, 0
  end
  local angles = get(slot, "ps.viewangles")
  return angles[2], angles[1]
end

-- 0 standing, 1 crouching, 2 prone
function M.stance(slot, pm_flags)
  if get(slot, "ps.eFlags") % (2 * PRONE) >= PRONE then
    return 2
  end
  return pm_flags % (2 * DUCKED)
end

return M
