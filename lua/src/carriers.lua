-- Carries of objective items: from the pick-up to the death, drop or delivery of the carrier.
-- Does not belong here: returns; what an item is worth.
--
-- The engine prints "Item: N team_CTF_redflag" before it decides about the pick-up; the carrier's power-up tells. It is
-- still set in et_Obituary and gone afterwards. Neither drop nor delivery is told: a dropped copy of the item lies
-- about after the first, none after the second.

local body = require("body")
local clock = require("clock")
local players = require("players")
local round = require("round")
local round_file = require("round_file")

local get, format, floor = et.gentity_get, string.format, math.floor
local sqrt, min = math.sqrt, math.min

-- Classname to the column's word and the carrier's power-up.
local ITEMS = { team_CTF_redflag = { "redflag", 5 }, team_CTF_blueflag = { "blueflag", 6 } }
local FIRST_ENTITY, LAST_ENTITY = 64, 1021
local DROPPED = 0x1000

local M = { count = 0 }
-- By slot.
local carries, touched = {}, {}
local is_touched = false
local ids = 0

function M.start()
  M.count, ids, is_touched = 0, 0, false
  for slot in pairs(carries) do
    carries[slot] = nil
  end
  for slot in pairs(touched) do
    touched[slot] = nil
  end
end

local function step(carry, x, y, z)
  local dx, dy, dz = x - carry.x, y - carry.y, z - carry.z
  carry.distance = carry.distance + sqrt(dx * dx + dy * dy + dz * dz)
  carry.x, carry.y, carry.z = x, y, z
end

-- A player touched an item; whether he has it shows in the next frame.
function M.touched(slot, classname)
  local item = ITEMS[classname]
  if item and round.settings.carriers == 1 and players.is_slot(slot) and not carries[slot] then
    local x, y, z = body.position(slot)
    is_touched = true
    touched[slot] = {
      item = item,
      classname = classname,
      time = clock.time,
      start_x = x,
      start_y = y,
      start_z = z,
      x = x,
      y = y,
      z = z,
      distance = 0,
      samples = 0,
    }
  end
end

local function row_of(carry, outcome, killer)
  local dx, dy, dz = carry.x - carry.start_x, carry.y - carry.start_y, carry.z - carry.start_z
  local beeline = sqrt(dx * dx + dy * dy + dz * dz)
  local efficiency = carry.distance > 0 and min(1, beeline / carry.distance) or 0
  local player, time = carry.player, clock.time
  return format(
    "%s;%s;%s;%s;%d;%d;%d;%s;%.1f;%.1f;%.3f;%d;%d;%d;%d;%d;%d;%d;%s;%s",
    player.guid,
    player.name,
    carry.team_name,
    carry.item[1],
    carry.time,
    time,
    time - carry.time,
    outcome,
    carry.distance,
    beeline,
    efficiency,
    carry.samples,
    floor(carry.start_x + 0.5),
    floor(carry.start_y + 0.5),
    floor(carry.start_z + 0.5),
    floor(carry.x + 0.5),
    floor(carry.y + 0.5),
    floor(carry.z + 0.5),
    killer and killer.guid or "",
    killer and killer.name or ""
  )
end

local function close(slot, outcome, killer)
  local carry = carries[slot]
  carries[slot] = nil
  M.count = M.count - 1
  round_file.keyed_row(round.file, "CARRIER_EVENTS", carry.key, row_of(carry, outcome, killer))
end

local function write_kill(carry, killer, means)
  local player = carry.player
  round_file.row(
    round.file,
    "CARRIER_KILLS",
    format(
      "%d;%s;%s;%s;%s;%s;%s;%d;%.1f;%s",
      clock.time,
      player.guid,
      player.name,
      carry.team_name,
      killer.guid,
      killer.name,
      killer.team_name,
      means,
      carry.distance,
      carry.item[1]
    )
  )
end

local function open(slot, carry)
  ids = ids + 1
  carry.key = round.run .. "C" .. ids
  carry.player = players.get(slot)
  carry.team_name = carry.player.team_name
  carries[slot] = carry
  M.count = M.count + 1
end

local function settle_touches()
  for slot, carry in pairs(touched) do
    touched[slot] = nil
    if get(slot, "ps.powerups", carry.item[2]) ~= 0 and body.is_alive(slot) then
      open(slot, carry)
    end
  end
  is_touched = false
end

-- Any dropped item of the class; looked for once an item is gone from a living carrier.
local function is_dropped(classname)
  for entity = FIRST_ENTITY, LAST_ENTITY do
    if get(entity, "classname") == classname and get(entity, "flags") % (2 * DROPPED) >= DROPPED then
      return true
    end
  end
  return false
end

-- Once a frame.
function M.frame()
  if is_touched then
    settle_touches()
  end
  if M.count == 0 then
    return
  end
  for slot, carry in pairs(carries) do
    if get(slot, "ps.powerups", carry.item[2]) == 0 then
      step(carry, body.position(slot))
      close(slot, is_dropped(carry.classname) and "dropped" or "secured")
    end
  end
end

function M.sample(slot, x, y, z)
  local carry = carries[slot]
  if carry then
    step(carry, x, y, z)
    carry.samples = carry.samples + 1
  end
end

function M.died(victim, killer, means, death_type, x, y, z)
  local carry = carries[victim.slot]
  if not carry then
    return
  end
  step(carry, x, y, z)
  if death_type == "killed" then
    write_kill(carry, killer, means)
    close(victim.slot, "killed", killer)
  else
    close(victim.slot, "dropped")
  end
end

function M.left(slot)
  if carries[slot] then
    close(slot, "disconnected")
  end
end

-- `won`: the side that won by an objective, or nil; an item delivered with the end of the round is gone by then.
function M.round_ended(slot, outcome, won)
  local carry = carries[slot]
  if carry then
    close(slot, won == carry.team_name and "secured" or outcome)
  end
end

-- For the journal.
function M.flush()
  for _, carry in pairs(carries) do
    round_file.draft(round.file, "CARRIER_EVENTS", carry.key, row_of(carry, "shutdown"))
  end
end

return M
