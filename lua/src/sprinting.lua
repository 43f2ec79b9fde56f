-- Does a player sprint? The engine does not say; his stamina and his speed do (guide, section 2.4).
-- Does not belong here: reading anything else.
--
-- Stamina (0 to 20000) falls by 5 per ms of sprinting, rises by 0.5 to 1.6 otherwise, and falls by 2500 at a jump.
-- Under adrenaline it stays full: then speed decides, between running (0.8) and sprinting (1.1 of g_speed).

local get = et.gentity_get

local STAMINA = 8
local FULL, DRAIN_PER_MS, JUMP = 20000, 5, 2500
-- More than a quarter of the time since the last sample.
local LEAST_DRAIN_PER_MS = 0.5
local LEAST_SPEED = 140
local ADRENALINE = 11

local M = { fast = 0.95 * 320 }

function M.start()
  M.fast = 0.95 * (tonumber(et.trap_Cvar_Get("g_speed")) or 320)
end

function M.begin(life, time)
  life.stamina, life.stamina_time = get(life.slot, "ps.stats", STAMINA), time
end

-- 1 if he sprinted since the last sample, else 0
function M.sample(life, time, speed, stance)
  local stamina, passed = get(life.slot, "ps.stats", STAMINA), time - life.stamina_time
  local drop = life.stamina - stamina
  life.stamina, life.stamina_time = stamina, time
  if speed < LEAST_SPEED or stance ~= 0 then
    return 0
  end
  if drop > 1.1 * DRAIN_PER_MS * passed then
    drop = drop - JUMP
  end
  if drop > LEAST_DRAIN_PER_MS * passed then
    return 1
  end
  if drop == 0 and stamina == FULL and speed >= M.fast and get(life.slot, "ps.powerups", ADRENALINE) ~= 0 then
    return 1
  end
  return 0
end

return M
