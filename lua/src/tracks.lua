-- Lives: the path of every player from his spawn to his final end; a revived player's life goes on.
-- Does not belong here: when samples are due; see sampling.lua.
--
-- A life is alive or down. It is down from an obituary on, and ends for good when the body is given up (limbo), at the
-- next spawn, when the player leaves or the round ends. So a row's end is the player's last death.

local body = require("body")
local clock = require("clock")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local remembered = require("remembered")
local round = require("round")
local round_file = require("round_file")
local sprinting = require("sprinting")
local streams = require("stream")
local tenths = require("tenths")

local get, format = et.gentity_get, string.format
local sqrt, max, floor = math.sqrt, math.max, math.floor
local parts, LAST = tenths.parts, tenths.LAST

local SECTION = "PLAYER_TRACKS"
local MOVING_SPEED = 10
-- pm_flags of those whose state is another player's: limbo 0x4000, follow 0x1000
local LIMBO, FOLLOW = 0x4000, 0x1000

local M = { lives = {} }
local lives = M.lives
-- Those of the lives that are down, by slot.
local fallen = {}
local count = 0

function M.start()
  count, fallen = 0, {}
  for slot in pairs(lives) do
    lives[slot] = nil
  end
end

local healths = remembered.by(function(health)
  return format(",%d,", health)
end)

-- What stands behind the speed in a sample, by weapon * 6 + stance * 2 + sprint.
local postures = remembered.by(function(posture)
  local sprint, stance = posture % 2, posture % 6
  return format(",%d,%d,%d,sample", (posture - stance) / 6, (stance - sprint) / 2, sprint)
end)

local function push(life, stamp, place, health, speed, ending)
  local speed1, speed2 = parts(speed, LAST)
  streams.push(life.stream, stamp .. place .. healths[health] .. speed1 .. speed2 .. ending)
end

local function push_event(life, time, health, speed, stance, event)
  local ending = format(",%d,%d,0,%s", life.weapon, stance, event)
  push(life, clock.stamp(time), tenths.place(life.x, life.y, life.z), health, speed, ending)
end

local function push_state(life, time, event)
  local slot = life.slot
  life.x, life.y, life.z = body.position(slot)
  life.weapon = get(slot, "ps.weapon")
  sprinting.begin(life, time)
  local stance = body.stance(slot, get(slot, "ps.pm_flags"))
  local v = get(slot, "ps.velocity")
  local speed = sqrt(v[1] * v[1] + v[2] * v[2])
  push_event(life, time, get(slot, "health"), speed, stance, event)
end

-- A life begins. `event` is "spawn"; "sample" for one that was under way when the module was loaded.
function M.open(slot, time, event)
  local player = players.get(slot)
  count = count + 1
  local id = round.run .. "T" .. count
  local life = {
    id = id,
    slot = slot,
    player = player,
    guid = player.guid,
    name = player.name,
    team = player.team,
    team_name = player.team_name,
    spawned = time,
    head = format("%s;%s;%s;%s;%d;", player.guid, player.name, player.team_name, player.class_name, time),
    is_alive = true,
    stream = streams.new(id),
    views = round.settings.view_tracks == 1 and streams.new(round.run .. "V" .. count) or nil,
  }
  lives[slot] = life
  push_state(life, time, event)
  return life
end

local function row_head(life, ended, end_type)
  return format("%s%d;%s;%s;%d;", life.head, ended, life.first_move or "", end_type, life.stream.total)
end

local function views_head(life)
  return format("%s;%s;%s;%d;%d;", life.guid, life.name, life.team_name, life.spawned, life.views.total)
end

local function write(life, ended, end_type)
  lives[life.slot], fallen[life.slot] = nil, nil
  round_file.streamed_row(round.file, SECTION, life.id, row_head(life, ended, end_type), life.stream, "")
  if life.views then
    round_file.streamed_row(round.file, "VIEW_TRACKS", life.id, views_head(life), life.views, "")
  end
end

-- The player died; he may be revived.
function M.fall(life, time, death_type)
  time = max(time, life.spawned)
  life.x, life.y, life.z = body.position(life.slot)
  life.is_alive, fallen[life.slot] = false, life
  life.died, life.death_type = time, death_type
  push_event(life, time, 0, 0, 0, death_type)
end

-- A medic brought him back: the same life goes on.
function M.rise(slot, time)
  local life = lives[slot]
  if not life then
    M.open(slot, time, "revived")
  elseif not life.is_alive then
    life.is_alive, life.is_rising, fallen[slot] = true, nil, nil
    push_state(life, time, "revived")
  end
end

-- A life ends for good. Those who are down ended with their death; the others get a last point, but for "unknown":
-- then nobody saw the end.
function M.finish(life, time, end_type, health)
  if not life.is_alive then
    write(life, life.died, life.death_type)
    return
  end
  time = max(time, life.spawned)
  if end_type ~= "unknown" then
    push_event(life, time, health or 0, 0, 0, end_type)
  end
  write(life, time, end_type)
end

-- One sample of a living player; `stamp` is the text of the time. Returns the text of his place; nil if there is no
-- sample: his state is not his own, or he has no health.
function M.sample(life, time, stamp)
  local slot = life.slot
  local pm_flags, health = get(slot, "ps.pm_flags"), get(slot, "health")
  if health <= 0 or pm_flags % (2 * LIMBO) >= LIMBO or pm_flags % (2 * FOLLOW) >= FOLLOW then
    return nil
  end
  local p, v = get(slot, "ps.origin"), get(slot, "ps.velocity")
  local speed = sqrt(v[1] * v[1] + v[2] * v[2])
  local x, y, z = p[1], p[2], p[3]
  local place = tenths.place(x, y, z)
  life.x, life.y, life.z = x, y, z
  if speed > MOVING_SPEED and not life.first_move then
    life.first_move = time
  end
  local stance = body.stance(slot, pm_flags)
  local sprint, weapon = sprinting.sample(life, time, speed, stance), get(slot, "ps.weapon")
  life.weapon = weapon
  push(life, stamp, place, health, speed, postures[weapon * 6 + stance * 2 + sprint])
  if life.views then
    local angles = get(slot, "ps.viewangles")
    streams.push(life.views, format("%d,%.1f,%.1f", time, angles[2], angles[1]))
  end
  return place
end

-- Once a frame: bodies that were given up.
function M.frame()
  for slot, life in pairs(fallen) do
    if not life.is_rising and body.is_limbo(slot) then
      kill_outcomes.given_up(slot)
      write(life, life.died, life.death_type)
    end
  end
end

function M.count_alive(team)
  local alive = 0
  for _, life in pairs(lives) do
    if life.is_alive and life.team == team then
      alive = alive + 1
    end
  end
  return alive
end

local function draft(life)
  local file = round.file
  round_file.flush_stream(file, life.stream)
  local ended = life.is_alive and floor(clock.time) or life.died
  local head = row_head(life, ended, life.is_alive and "shutdown" or life.death_type)
  round_file.draft(file, SECTION, life.id, head, life.stream, "")
  if life.views then
    round_file.flush_stream(file, life.views)
    round_file.draft(file, "VIEW_TRACKS", life.id, views_head(life), life.views, "")
  end
end

-- For the journal: open lives as they would be written if the server ended now, of one part of the slots.
function M.flush(part, parts)
  for slot, life in pairs(lives) do
    if slot % parts == part then
      draft(life)
    end
  end
end

return M
