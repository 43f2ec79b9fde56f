-- The reference that the tracker is measured against: samples and hits are kept in tables, and everything is formatted
-- and written at once when the round is over. It writes the six sections of V4.2 and nothing else.
-- Straightforward on purpose, but not slow on purpose. Does not belong here: crash safety, unusual courses of a round.

local SAMPLE_MS, ESCAPE_MS, ESCAPE_UNITS, TIMEOUT_MS, WINDOW_MS, REACTION_MS = 200, 5000, 300, 15000, 1000, 5000
local CELL, FOCUS_UNITS, SHORTEST_STEP = 512, 500, 24
local TEAMS = { "AXIS", "ALLIES", "SPEC" }
local CLASSES = { [0] = "SOLDIER", "MEDIC", "ENGINEER", "FIELDOPS", "COVERTOPS" }
local COLUMNS = {
  ENGAGEMENTS = "id;start_time;end_time;duration;target_guid;target_name;target_team;outcome;total_damage;killer_guid;"
    .. "killer_name;num_attackers;is_crossfire;crossfire_delay;crossfire_participants;start_x;start_y;start_z;"
    .. "end_x;end_y;end_z;distance_traveled;positions;attackers",
  PLAYER_TRACKS = "guid;name;team;class;spawn_time;death_time;first_move_time;death_type;samples;path",
  KILL_HEATMAP = "grid_x;grid_y;axis_kills;allies_kills",
  MOVEMENT_HEATMAP = "grid_x;grid_y;traversal;combat;escape",
  OBJECTIVE_FOCUS = "guid;name;team;objective;avg_distance;time_within_radius_ms;samples",
  REACTION_METRICS = "engagement_id;target_guid;target_name;target_team;target_class;outcome;num_attackers;"
    .. "return_fire_ms;dodge_reaction_ms;support_reaction_ms;start_time;end_time;duration",
}

local get, format = et.gentity_get, string.format
local round = nil
local now, origin, next_sample = 0, 0, 0

local function place(slot, is_over)
  local p = get(slot, is_over and "r.currentOrigin" or "ps.origin")
  return { x = p[1], y = p[2], z = p[3] }
end

local function distance(a, b)
  return math.sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2 + (a.z - b.z) ^ 2)
end

local function player(slot)
  local guid = et.Info_ValueForKey(et.trap_GetUserinfo(slot), "cl_guid")
  local name = string.gsub(get(slot, "pers.netname") or "Unknown", "[;|,]", "_")
  return {
    slot = slot,
    guid = guid,
    name = name,
    team = get(slot, "sess.sessionTeam"),
    class = get(slot, "sess.playerType"),
  }
end

local function read_objectives()
  local objectives = {}
  for i = 0, 17 do
    local name, data = et.trap_GetConfigstring(769 + i), et.trap_GetConfigstring(787 + i)
    if name ~= "" then
      local function number(key)
        return tonumber(et.Info_ValueForKey(data, key)) or 0
      end
      objectives[#objectives + 1] = { name = name, x = number("x"), y = number("y"), z = number("z") }
    end
  end
  return objectives
end

-- lives -----------------------------------------------------------------------------------------------------------

local function add_point(life, health, speed, weapon, stance, sprint, event, at)
  at.time, at.health, at.speed, at.weapon, at.stance, at.sprint, at.event =
    now, health, speed, weapon, stance, sprint, event
  life.path[#life.path + 1] = at
end

local function open_life(slot)
  local life = { player = player(slot), spawned = now, path = {}, stamina = 20000 }
  round.lives[slot] = life
  add_point(life, get(slot, "health"), 0, get(slot, "ps.weapon"), 0, 0, "spawn", place(slot))
end

local function close_life(life, death_type, is_over)
  if life.died then
    life.ended, life.death_type = life.died, life.fell_by
  else
    local slot = life.player.slot
    local health = is_over and get(slot, "health") or 0
    add_point(life, health, 0, get(slot, "ps.weapon"), 0, 0, death_type, place(slot, is_over))
    life.ended, life.death_type = now, death_type
  end
  round.lives[life.player.slot] = nil
  round.finished_lives[#round.finished_lives + 1] = life
end

local function sample(life)
  local slot = life.player.slot
  local flags, health = get(slot, "ps.pm_flags"), get(slot, "health")
  if health <= 0 or flags % 0x8000 >= 0x4000 then
    return
  end
  local v, stamina = get(slot, "ps.velocity"), get(slot, "ps.stats", 8)
  local speed = math.sqrt(v[1] ^ 2 + v[2] ^ 2)
  local is_prone = get(slot, "ps.eFlags") % 0x100000 >= 0x80000
  local stance = is_prone and 2 or flags % 2
  local sprint = life.stamina - stamina > 100 and speed >= 140 and stance == 0 and 1 or 0
  life.stamina = stamina
  if speed > 10 and not life.first_move then
    life.first_move = now
  end
  add_point(life, health, speed, get(slot, "ps.weapon"), stance, sprint, "sample", place(slot))
  local engagement = round.engagements[slot]
  if engagement then
    local at = place(slot)
    at.time, at.event = now, "sample"
    engagement.positions[#engagement.positions + 1] = at
  end
end

-- engagements -----------------------------------------------------------------------------------------------------

local function open_engagement(target)
  local at = place(target.slot)
  at.time, at.event = now, "start"
  round.count = round.count + 1
  local engagement = { id = round.count, target = target, started = now, positions = { at }, hits = {} }
  round.engagements[target.slot] = engagement
  return engagement
end

local function close_engagement(engagement, outcome, killer, is_over)
  local at = place(engagement.target.slot, is_over)
  at.time, at.event = now, outcome == "killed" and "death" or outcome == "escaped" and "escape" or outcome
  engagement.positions[#engagement.positions + 1] = at
  engagement.ended, engagement.outcome, engagement.killer = now, outcome, killer
  round.engagements[engagement.target.slot] = nil
  round.finished_engagements[#round.finished_engagements + 1] = engagement
end

local function check_engagements()
  for slot, engagement in pairs(round.engagements) do
    local last = engagement.hits[#engagement.hits]
    if now - last.time >= ESCAPE_MS then
      if distance(place(slot), last.at) >= ESCAPE_UNITS then
        close_engagement(engagement, "escaped")
      elseif now - last.time >= TIMEOUT_MS then
        close_engagement(engagement, "timeout")
      end
    end
  end
end

-- the file --------------------------------------------------------------------------------------------------------

local function joined(items, line, separator)
  local texts = {}
  for i, item in ipairs(items) do
    texts[i] = line(item)
  end
  return table.concat(texts, separator)
end

local function attackers_of(engagement)
  local by_guid, order = {}, {}
  for _, hit in ipairs(engagement.hits) do
    local guid = hit.attacker.guid
    local attacker = by_guid[guid]
    if not attacker then
      attacker = { player = hit.attacker, damage = 0, hits = 0, first = hit.time, weapons = {} }
      by_guid[guid], order[#order + 1] = attacker, attacker
    end
    attacker.damage, attacker.hits, attacker.last = attacker.damage + hit.damage, attacker.hits + 1, hit.time
    attacker.weapons[hit.weapon] = (attacker.weapons[hit.weapon] or 0) + 1
  end
  return order
end

-- Delay and participants of the earliest two hits of different attackers within the window; nil if there are none.
local function crossfire_of(hits)
  for i, second in ipairs(hits) do
    for _, first in ipairs(hits) do
      if first.time <= second.time and second.time - first.time <= WINDOW_MS and first ~= second then
        if first.attacker.guid ~= second.attacker.guid then
          local guids, seen = {}, {}
          for _, hit in ipairs(hits) do
            local guid = hit.attacker.guid
            if hit.time >= first.time and hit.time <= first.time + WINDOW_MS and not seen[guid] then
              seen[guid], guids[#guids + 1] = true, guid
            end
          end
          return second.time - first.time, table.concat(guids, ",")
        end
      end
      if first == hits[i] then
        break
      end
    end
  end
end

local function moved_of(engagement)
  local sum, before = 0, nil
  for _, at in ipairs(engagement.positions) do
    if at.event ~= "sample" then
      sum = sum + (before and distance(at, before) or 0)
      before = at
    end
  end
  return sum
end

local function attacker_line(attacker, killer)
  local weapons = {}
  for weapon, count in pairs(attacker.weapons) do
    weapons[#weapons + 1] = weapon .. ":" .. count .. ";"
  end
  local p = attacker.player
  return format("%s,%s,%s,%d,%d,%d,%d,%d,%s", p.guid, p.name, TEAMS[p.team], attacker.damage, attacker.hits,
    attacker.first, attacker.last, killer and killer.guid == p.guid and 1 or 0, table.concat(weapons))
end

local function engagement_row(e)
  local attackers, damage = attackers_of(e), 0
  for _, attacker in ipairs(attackers) do
    damage = damage + attacker.damage
  end
  local delay, participants = crossfire_of(e.hits)
  local first, last, t = e.positions[1], e.positions[#e.positions], e.target
  return format("%d;%d;%d;%d;%s;%s;%s;%s;%d;%s;%s;%d;%d;%s;%s;%.1f;%.1f;%.1f;%.1f;%.1f;%.1f;%.1f;%s;%s", e.id,
    e.started, e.ended, e.ended - e.started, t.guid, t.name, TEAMS[t.team], e.outcome, damage,
    e.killer and e.killer.guid or "", e.killer and e.killer.name or "", #attackers, delay and 1 or 0, delay or "",
    participants or "", first.x, first.y, first.z, last.x, last.y, last.z, moved_of(e),
    joined(e.positions, function(at)
      return format("%d,%.1f,%.1f,%.1f,%s", at.time, at.x, at.y, at.z, at.event)
    end, "|"),
    joined(attackers, function(attacker)
      return attacker_line(attacker, e.killer)
    end, "|"))
end

local function life_row(life)
  local p = life.player
  return format("%s;%s;%s;%s;%d;%d;%s;%s;%d;%s", p.guid, p.name, TEAMS[p.team], CLASSES[p.class], life.spawned,
    life.ended, life.first_move or "", life.death_type, #life.path, joined(life.path, function(at)
      return format("%d,%.1f,%.1f,%.1f,%d,%.1f,%d,%d,%d,%s", at.time, at.x, at.y, at.z, at.health, at.speed, at.weapon,
        at.stance, at.sprint, at.event)
    end, "|"))
end

local function dodge_of(e)
  local dx, dy
  for i = 2, #e.positions - 1 do
    local from, to = e.positions[i - 1], e.positions[i]
    local x, y = to.x - from.x, to.y - from.y
    local length = math.sqrt(x * x + y * y)
    if length >= SHORTEST_STEP and to.time - e.started <= REACTION_MS then
      if not dx then
        dx, dy = x / length, y / length
      elseif (x * dx + y * dy) / length <= math.cos(math.pi / 4) then
        return to.time - e.started
      end
    end
  end
end

local function reaction_row(e)
  local t = e.target
  return format("%d;%s;%s;%s;%s;%s;%d;%s;%s;%s;%d;%d;%d", e.id, t.guid, t.name, TEAMS[t.team], CLASSES[t.class],
    e.outcome, #attackers_of(e), e.return_fire or "", dodge_of(e) or "", e.support or "", e.started, e.ended,
    e.ended - e.started)
end

local function count(cells, at, column)
  local x, y = math.floor(at.x / CELL), math.floor(at.y / CELL)
  local key = x .. ";" .. y
  cells[key] = cells[key] or { 0, 0, 0 }
  cells[key][column] = cells[key][column] + 1
end

local function heatmaps()
  local kills, movement = {}, {}
  for _, e in ipairs(round.finished_engagements) do
    local last = e.positions[#e.positions]
    if e.outcome == "killed" then
      count(kills, last, e.killer.team)
    elseif e.outcome == "escaped" then
      count(movement, last, 3)
    end
    for _, hit in ipairs(e.hits) do
      count(movement, hit.at, 2)
    end
  end
  for _, life in ipairs(round.finished_lives) do
    for _, at in ipairs(life.path) do
      if at.event == "sample" then
        count(movement, at, 1)
      end
    end
  end
  return kills, movement
end

local function focus_of_players()
  local players = {}
  for _, life in ipairs(round.finished_lives) do
    local focus = players[life.player.guid] or { player = life.player, distance = 0, within = 0, samples = 0, near = {} }
    players[life.player.guid] = focus
    for _, at in ipairs(life.path) do
      local nearest, best = nil, nil
      for _, objective in ipairs(at.event == "sample" and round.objectives or {}) do
        local units = distance(at, objective)
        if not best or units < best then
          nearest, best = objective.name, units
        end
      end
      if nearest then
        focus.distance, focus.samples = focus.distance + best, focus.samples + 1
        focus.within = focus.within + (best <= FOCUS_UNITS and SAMPLE_MS or 0)
        focus.near[nearest] = (focus.near[nearest] or 0) + 1
      end
    end
  end
  return players
end

local function focus_row(focus)
  local best, most = "", 0
  for name, times in pairs(focus.near) do
    if times > most then
      best, most = name, times
    end
  end
  local p = focus.player
  return format("%s;%s;%s;%s;%.1f;%d;%d", p.guid, p.name, TEAMS[p.team], best, focus.distance / focus.samples,
    focus.within, focus.samples)
end

local function header()
  return table.concat({ "# PROXIMITY_TRACKER_V4", "# map=" .. et.trap_Cvar_Get("mapname"), "# round=1",
    "# crossfire_window=" .. WINDOW_MS, "# escape_time=" .. ESCAPE_MS, "# escape_distance=" .. ESCAPE_UNITS,
    "# position_sample_interval=" .. SAMPLE_MS, "# round_start_unix=" .. round.start_unix,
    "# round_end_unix=" .. os.time() }, "\n") .. "\n"
end

local function write_file()
  local file = { header() }
  local function section(name)
    file[#file + 1] = "\n# " .. name .. "\n# " .. COLUMNS[name] .. "\n"
  end
  local function rows(items, line)
    for _, item in ipairs(items) do
      file[#file + 1] = line(item) .. "\n"
    end
  end
  section("ENGAGEMENTS")
  rows(round.finished_engagements, engagement_row)
  section("PLAYER_TRACKS")
  rows(round.finished_lives, life_row)
  local kills, movement = heatmaps()
  section("KILL_HEATMAP")
  for key, cell in pairs(kills) do
    file[#file + 1] = format("%s;%d;%d\n", key, cell[1], cell[2])
  end
  section("MOVEMENT_HEATMAP")
  for key, cell in pairs(movement) do
    file[#file + 1] = format("%s;%d;%d;%d\n", key, cell[1], cell[2], cell[3])
  end
  section("OBJECTIVE_FOCUS")
  for _, focus in pairs(focus_of_players()) do
    if focus.samples > 0 then
      file[#file + 1] = focus_row(focus) .. "\n"
    end
  end
  section("REACTION_METRICS")
  rows(round.finished_engagements, reaction_row)
  local text = table.concat(file)
  local name = os.date("proximity/%Y-%m-%d-%H%M%S-") .. et.trap_Cvar_Get("mapname") .. "-round-1_engagements.txt"
  local handle = et.trap_FS_FOpenFile(name, et.FS_WRITE)
  et.trap_FS_Write(text, #text, handle)
  et.trap_FS_FCloseFile(handle)
end

-- callbacks -------------------------------------------------------------------------------------------------------

local function end_round()
  for _, engagement in pairs(round.engagements) do
    close_engagement(engagement, "round_end", nil, true)
  end
  for _, life in pairs(round.lives) do
    close_life(life, "round_end", true)
  end
  write_file()
  round = nil
end

function et_InitGame(level_time)
  if et.trap_Cvar_Get("gamestate") == "0" then
    origin = level_time
    round = { lives = {}, finished_lives = {}, engagements = {}, finished_engagements = {}, count = 0,
      start_unix = os.time(), objectives = read_objectives() }
  end
end

function et_RunFrame(level_time)
  if not round then
    return
  end
  now = level_time - origin
  if et.trap_Cvar_Get("gamestate") == "3" then
    end_round()
    return
  end
  if now >= next_sample then
    next_sample = now - now % SAMPLE_MS + SAMPLE_MS
    for _, life in pairs(round.lives) do
      if not life.died then
        sample(life)
      end
    end
  end
  check_engagements()
end

function et_ClientSpawn(slot, revived)
  if not round or get(slot, "sess.sessionTeam") == 3 then
    return
  end
  local life = round.lives[slot]
  if revived == 1 and life then
    life.died = nil
    return
  end
  if life then
    close_life(life, "unknown")
  end
  open_life(slot)
end

function et_ClientDisconnect(slot)
  if round and round.lives[slot] then
    close_life(round.lives[slot], "disconnect")
  end
  if round and round.engagements[slot] then
    close_engagement(round.engagements[slot], "disconnect")
  end
end

local function react(attacker, target)
  for _, e in pairs(round.engagements) do
    if now - e.started <= REACTION_MS then
      for _, hit in ipairs(e.hits) do
        if hit.attacker.guid == target.guid then
          if e.target.guid == attacker.guid then
            e.return_fire = e.return_fire or now - e.started
          elseif e.target.team == attacker.team then
            e.support = e.support or now - e.started
          end
          break
        end
      end
    end
  end
end

function et_Damage(target_slot, attacker_slot, damage)
  if not round or target_slot >= 64 or attacker_slot >= 64 or target_slot == attacker_slot or damage < 1 then
    return
  end
  local target, attacker = player(target_slot), player(attacker_slot)
  if target.team == attacker.team or get(target_slot, "health") <= 0 then
    return
  end
  react(attacker, target)
  local engagement = round.engagements[target_slot] or open_engagement(target)
  local at = place(target_slot)
  at.time, at.event = now, "hit"
  engagement.positions[#engagement.positions + 1] = at
  engagement.hits[#engagement.hits + 1] =
    { time = now, attacker = attacker, damage = damage, weapon = get(attacker_slot, "ps.weapon"), at = at }
end

function et_Obituary(victim, killer)
  if not round then
    return
  end
  local engagement, life = round.engagements[victim], round.lives[victim]
  local is_enemy = killer < 64 and get(killer, "sess.sessionTeam") ~= get(victim, "sess.sessionTeam")
  local death_type = killer == victim and "selfkill" or is_enemy and "killed" or killer < 64 and "teamkill" or "world"
  if engagement then
    close_engagement(engagement, death_type, is_enemy and player(killer) or nil)
  end
  if life and not life.died then
    add_point(life, 0, 0, get(victim, "ps.weapon"), 0, 0, death_type, place(victim))
    life.died, life.fell_by = now, death_type
  end
end
