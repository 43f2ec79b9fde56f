-- Engagements: a player under enemy fire, from the first hit to death, escape, time-out or the end of the round.
-- Only damage by enemies to the living opens or continues one.
-- Does not belong here: who is whose enemy.

local body = require("body")
local clock = require("clock")
local crossfires = require("crossfire")
local dodging = require("dodging")
local heatmaps = require("heatmaps")
local reactions = require("reactions")
local round = require("round")
local round_file = require("round_file")
local streams = require("stream")
local tenths = require("tenths")

local format, concat = string.format, table.concat
local sqrt, floor, huge, min = math.sqrt, math.floor, math.huge, math.min

local SECTION = "ENGAGEMENTS"
local LONGEST_MS = reactions.LONGEST_MS
local TERMINALS =
  { killed = "death", teamkill = "death", selfkill = "death", fallen = "death", world = "death", escaped = "escape" }

-- By slot of the target.
local M = { open = {}, next_id = 1 }
local open = M.open
-- Before this time none of them has been quiet for long enough.
local quiet_at = huge

function M.start()
  M.next_id, quiet_at = 1, huge
  for slot in pairs(open) do
    open[slot] = nil
  end
end

local function distance(engagement, x, y, z)
  local dx, dy, dz = x - engagement.hit_x, y - engagement.hit_y, z - engagement.hit_z
  return sqrt(dx * dx + dy * dy + dz * dz)
end

local function push(engagement, time, x, y, z, event)
  engagement.x, engagement.y, engagement.z = x, y, z
  streams.push(engagement.stream, clock.stamp(time) .. tenths.place(x, y, z) .. "," .. event)
end

local function begin(target, time, x, y, z)
  local id = M.next_id
  M.next_id = id + 1
  local engagement = {
    id = id,
    slot = target.slot,
    player = target,
    who = target.guid .. ";" .. target.name .. ";" .. target.team_name,
    team = target.team,
    class_name = target.class_name,
    started = time,
    start_fields = tenths.fields(x, y, z),
    hit_x = x,
    hit_y = y,
    hit_z = z,
    distance = 0,
    damage = 0,
    attackers = {},
    order = {},
    attacker_count = 0,
    crossfire = crossfires.new(),
    dodge = dodging.new(x, y),
    stream = streams.new(round.run .. "E" .. id),
  }
  open[target.slot] = engagement
  push(engagement, time, x, y, z, "start")
  return engagement
end

local function attacker_of(engagement, player, time)
  local attacker = engagement.attackers[player.key]
  if not attacker then
    attacker = {
      guid = player.guid,
      name = player.name,
      team_name = player.team_name,
      damage = 0,
      hits = 0,
      first_hit = time,
      got_kill = 0,
      weapons = {},
      weapon_order = {},
    }
    engagement.attackers[player.key] = attacker
    engagement.attacker_count = engagement.attacker_count + 1
    engagement.order[engagement.attacker_count] = attacker
  end
  return attacker
end

local function count_weapon(attacker, weapon)
  if not attacker.weapons[weapon] then
    attacker.weapons[weapon] = 0
    attacker.weapon_order[#attacker.weapon_order + 1] = weapon
  end
  attacker.weapons[weapon] = attacker.weapons[weapon] + 1
end

-- An enemy hit a living player, who stood at x, y, z.
function M.hit(target, player, damage, weapon, x, y, z)
  local time = clock.time
  local engagement = open[target.slot] or begin(target, time, x, y, z)
  engagement.distance = engagement.distance + distance(engagement, x, y, z)
  engagement.hit_x, engagement.hit_y, engagement.hit_z = x, y, z
  engagement.last_hit = time
  engagement.quiet_at = time + round.settings.escape_time
  quiet_at = min(quiet_at, engagement.quiet_at)
  engagement.damage = engagement.damage + damage
  local attacker = attacker_of(engagement, player, time)
  attacker.damage, attacker.hits, attacker.last_hit = attacker.damage + damage, attacker.hits + 1, time
  attacker.text = nil
  count_weapon(attacker, weapon)
  crossfires.hit(engagement.crossfire, attacker, time, round.settings.crossfire_window)
  if time - engagement.started <= LONGEST_MS then
    dodging.position(engagement.dodge, x, y, time - engagement.started)
  end
  push(engagement, time, x, y, z, "hit")
  heatmaps.combat(x, y)
end

-- A sample of the target of an open engagement; `stamp` and `place` are the texts of time and place.
function M.sample(engagement, time, x, y, z, stamp, place)
  local after = time - engagement.started
  if after <= LONGEST_MS then
    dodging.position(engagement.dodge, x, y, after)
  end
  engagement.x, engagement.y, engagement.z = x, y, z
  streams.push(engagement.stream, stamp .. place .. ",sample")
end

local function participants_of(crossfire)
  local guids = {}
  for i, attacker in ipairs(crossfire.participants) do
    guids[i] = attacker.guid
  end
  return concat(guids, ",")
end

local function row_head(engagement, outcome, ended, killer)
  local crossfire = engagement.crossfire
  local moved = engagement.distance + distance(engagement, engagement.x, engagement.y, engagement.z)
  return format(
    "%d;%d;%d;%d;%s;%s;%d;%s;%s;%d;%d;%s;%s;%s%s%.1f;",
    engagement.id,
    engagement.started,
    ended,
    ended - engagement.started,
    engagement.who,
    outcome,
    engagement.damage,
    killer and killer.guid or "",
    killer and killer.name or "",
    engagement.attacker_count,
    crossfire.is_found and 1 or 0,
    crossfire.delay or "",
    participants_of(crossfire),
    engagement.start_fields,
    tenths.fields(engagement.x, engagement.y, engagement.z),
    moved
  )
end

local function write_attacker(attacker)
  local weapons = {}
  for i, weapon in ipairs(attacker.weapon_order) do
    weapons[i] = format("%d:%d;", weapon, attacker.weapons[weapon])
  end
  return format(
    "%s,%s,%s,%d,%d,%d,%d,%d,%s",
    attacker.guid,
    attacker.name,
    attacker.team_name,
    attacker.damage,
    attacker.hits,
    attacker.first_hit,
    attacker.last_hit,
    attacker.got_kill,
    concat(weapons)
  )
end

local function attackers_text(engagement)
  local texts = {}
  for i = 1, engagement.attacker_count do
    local attacker = engagement.order[i]
    attacker.text = attacker.text or write_attacker(attacker)
    texts[i] = attacker.text
  end
  return concat(texts, "|")
end

-- Ends an engagement with the target at x, y, z. `killer`: the player who killed him, if one did.
function M.close(engagement, outcome, x, y, z, killer)
  local ended = clock.time
  open[engagement.slot] = nil
  push(engagement, ended, x, y, z, TERMINALS[outcome] or outcome)
  local credited = outcome == "killed" and killer and engagement.attackers[killer.key]
  if credited then
    credited.got_kill, credited.text = 1, nil
  end
  if outcome == "escaped" then
    heatmaps.escape(x, y)
  end
  round_file.streamed_row(
    round.file,
    SECTION,
    engagement.id,
    row_head(engagement, outcome, ended, killer),
    engagement.stream,
    ";" .. attackers_text(engagement)
  )
  reactions.write(engagement, outcome, ended)
end

-- Once a frame: who has been left alone long enough, and is far enough or has waited too long.
function M.frame()
  local time = clock.time
  if time < quiet_at then
    return
  end
  quiet_at = huge
  for slot, engagement in pairs(open) do
    quiet_at = min(quiet_at, engagement.quiet_at)
    if time >= engagement.quiet_at then
      local x, y, z = body.position(slot)
      if distance(engagement, x, y, z) >= round.settings.escape_distance then
        M.close(engagement, "escaped", x, y, z)
      elseif time - engagement.last_hit >= round.settings.engagement_timeout then
        M.close(engagement, "timeout", x, y, z)
      end
    end
  end
end

local function draft(engagement)
  local file, ended = round.file, floor(clock.time)
  round_file.flush_stream(file, engagement.stream)
  local tail = "|" .. clock.stamp(ended) .. tenths.place(engagement.x, engagement.y, engagement.z) .. ",shutdown;"
  round_file.draft(
    file,
    SECTION,
    engagement.id,
    row_head(engagement, "shutdown", ended),
    engagement.stream,
    tail .. attackers_text(engagement)
  )
  round_file.draft(file, "REACTION_METRICS", engagement.id, reactions.row(engagement, "shutdown", ended))
end

-- For the journal: open engagements as they would be written if the server ended now, of one part of the slots.
function M.flush(part, parts)
  for slot, engagement in pairs(open) do
    if slot % parts == part then
      draft(engagement)
    end
  end
end

return M
