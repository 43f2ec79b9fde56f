-- Proximity: the telemetry tracker for ET:Legacy servers, in one file.
-- Made by `make tracker` from the modules of lua/src/: change those, not this file.

local loaded = {}
local function require(name)
  return loaded[name]
end

-- collector.lua -----------------------------------------------------------------------------------------------------

loaded.collector = (function()
-- Lua's garbage collector, set so that it never takes long at once.
-- Does not belong here: making less garbage.
--
-- By itself Lua 5.4 waits until the heap has doubled, and then sweeps tens of thousands of dead strings in one step:
-- that is some milliseconds of a frame. Smaller steps, sooner, cost the same in sum.

-- Percent of the heap after a collection at which the next one begins.
local PAUSE = 160
-- Work for each step relative to what was allocated, and the size of a step as a power of two in bytes.
local STEP_WORK, STEP_SIZE = 100, 8

local M = {}

function M.tune()
  if _VERSION == "Lua 5.4" then
    collectgarbage("incremental", PAUSE, STEP_WORK, STEP_SIZE)
  else
    collectgarbage("setpause", PAUSE)
  end
end

-- No collection from here on until `go_on`.
function M.hold()
  collectgarbage("stop")
end

function M.go_on()
  collectgarbage("restart")
end

return M
end)()

-- console.lua -------------------------------------------------------------------------------------------------------

loaded.console = (function()
-- Lines for the admin: the server console, or the console of one player.
-- Does not belong here: deciding what is worth a line.

local M = {}

-- et.G_Print does not come back through et_Print; et.G_LogPrint would.
function M.line(text)
  et.G_Print("proximity: " .. text .. "\n")
end

function M.to_player(slot, text)
  et.trap_SendServerCommand(slot, 'print "proximity: ' .. string.gsub(text, '"', "'") .. '\n"')
end

return M
end)()

-- config.lua --------------------------------------------------------------------------------------------------------

loaded.config = (function()
-- Settings: cvars that an admin may set before the map starts, with their defaults and limits.
-- Does not belong here: what a setting does.

local console = require("console")

local tonumber, floor = tonumber, math.floor

-- name, default, smallest, largest; 0 to 1 are switches
local NUMBERS = {
  { "enabled", 1, 0, 1 },
  { "sample_interval", 200, 50, 2000 },
  { "crossfire_window", 1000, 100, 10000 },
  { "escape_time", 5000, 1000, 60000 },
  { "escape_distance", 300, 0, 5000 },
  { "engagement_timeout", 15000, 1000, 120000 },
  { "flush_interval", 4000, 500, 30000 },
  { "write_kb_per_frame", 64, 4, 4096 },
  { "hits", 1, 0, 1 },
  { "view_tracks", 0, 0, 1 },
  { "shots", 0, 0, 1 },
  { "kill_outcomes", 0, 0, 1 },
  { "combat_positions", 1, 0, 1 },
  { "carriers", 1, 0, 1 },
  { "constructions", 1, 0, 1 },
}

local M = { values = {}, NUMBERS = NUMBERS }

local function read_number(name, default, smallest, largest)
  local text = et.trap_Cvar_Get("proximity_" .. name)
  if text == "" then
    return default
  end
  local number = tonumber(text)
  if number and number == floor(number) and number >= smallest and number <= largest then
    return floor(number)
  end
  console.line(
    "proximity_"
      .. name
      .. ' "'
      .. text
      .. '" is not a whole number from '
      .. smallest
      .. " to "
      .. largest
      .. "; using "
      .. default
  )
  return default
end

-- Reads every cvar; a value that makes no sense costs one line on the console and becomes the default.
function M.read()
  for _, setting in ipairs(NUMBERS) do
    M.values[setting[1]] = read_number(setting[1], setting[2], setting[3], setting[4])
  end
  local server = et.trap_Cvar_Get("proximity_server")
  if server == "" then
    server = et.trap_Cvar_Get("sv_hostname")
  end
  M.values.server = server
  return M.values
end

return M
end)()

-- body.lua ----------------------------------------------------------------------------------------------------------

loaded.body = (function()
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
end)()

-- clock.lua ---------------------------------------------------------------------------------------------------------

loaded.clock = (function()
-- The one time axis of a round: integer ms, 0 when it went live, standing still in a pause.
-- Does not belong here: what happens at a time; unix time.
--
-- levelTime runs on through a pause, and the engine then moves CS_LEVEL_START_TIME by its length: in steps while it
-- lasts, exactly when it ends. So the time is levelTime minus that start, except in a pause, where it is the last one.
--
-- What clients do happens between frames, at the time of the last one. What the engine does (explosions, waves) happens
-- inside the next frame, before we are told its time; `seen` and `inside_frame` put the clock forward for it.

local floor, tonumber, format = math.floor, tonumber, string.format

local LEVEL_START, SERVER_TOGGLES = 11, 32
local TOGGLE_PAUSED = 16
-- How often the start is looked at without need.
local LOOK_MS = 1000
-- The engine's frames are never longer, but for the first of an instance.
local LONGEST_FRAME_MS = 200

local M = {}

function M.start(level_time)
  M.time = 0
  M.level_time = level_time
  M.frame_ms = floor(1000 / (tonumber(et.trap_Cvar_Get("sv_fps")) or 20))
  M.is_paused = false
  M.paused_ms = 0
  M.looked_at = level_time
  M.toggles = nil
  M.start_text = et.trap_GetConfigstring(LEVEL_START)
  local start = tonumber(M.start_text)
  M.origin = start and start <= level_time and floor(start) or level_time
  M.time = level_time - M.origin
end

local function begin_pause(on_pause)
  M.is_paused = true
  M.pause = { at = M.time, level_time = M.level_time, origin = M.origin, unix = os.time() }
  on_pause(M.pause, false)
end

local function end_pause(on_pause)
  local pause = M.pause
  pause.duration = M.origin - pause.origin
  M.paused_ms = M.paused_ms + pause.duration
  M.is_paused, M.pause = false, nil
  on_pause(pause, true)
end

local function follow_start()
  local text = et.trap_GetConfigstring(LEVEL_START)
  if text ~= M.start_text then
    M.start_text = text
    M.origin = floor(tonumber(text) or M.origin)
    return true
  end
  return false
end

-- A start that moved without a visible pause was one.
local function look_at_start(level_time, on_pause)
  M.looked_at = level_time
  local before = M.origin
  if follow_start() and M.origin > before then
    M.pause = { at = M.time, origin = before, unix = os.time() }
    end_pause(on_pause)
  end
end

-- Once a frame. `on_pause(pause, has_ended)` is told of pauses.
function M.frame(level_time, on_pause)
  local toggles = et.trap_GetConfigstring(SERVER_TOGGLES)
  local was_paused = M.is_paused
  if toggles ~= M.toggles then
    M.toggles = toggles
    local is_paused = (tonumber(toggles) or 0) % (2 * TOGGLE_PAUSED) >= TOGGLE_PAUSED
    if is_paused and not was_paused then
      begin_pause(on_pause)
    elseif was_paused and not is_paused then
      follow_start()
      end_pause(on_pause)
    end
  end
  M.level_time = level_time
  if M.is_paused then
    return
  end
  if level_time - M.looked_at >= LOOK_MS then
    look_at_start(level_time, on_pause)
  end
  local time = level_time - M.origin
  if time > M.time then
    M.time = time
  end
end

-- Something says that it happened at this levelTime, which may be that of a frame that is not over.
function M.seen(level_time)
  local ahead = level_time - M.level_time
  if ahead > 0 and ahead <= LONGEST_FRAME_MS and not M.is_paused and level_time - M.origin > M.time then
    M.time = level_time - M.origin
  end
end

-- Something happens that the engine does inside its frame.
function M.inside_frame()
  M.seen(M.level_time + M.frame_ms)
end

-- A time as it begins the points of paths.
function M.stamp(time)
  return format("%d,", time)
end

-- A pause that is still on when the round ends lasts until then.
function M.stop(on_pause)
  if M.is_paused then
    M.origin = M.pause.origin + M.level_time - M.pause.level_time
    end_pause(on_pause)
  end
end

return M
end)()

-- text.lua ----------------------------------------------------------------------------------------------------------

loaded.text = (function()
-- Texts of players and maps, made safe for a row: fields have no quoting in a round file.
-- Does not belong here: numbers, rows.

local gsub, sub, byte = string.gsub, string.sub, string.byte

-- The engine's names are shorter, texts of maps may be longer. The tables of SLOMIX take 64 characters (GUIDs: 32) and
-- refuse a whole round for a longer one.
local LONGEST_NAME = 64

local M = { LONGEST_GUID = 32 }

-- The cut never splits a character: bytes 128 to 191 continue one.
local function cut(text)
  if #text <= LONGEST_NAME then
    return text
  end
  local last = LONGEST_NAME
  while last > 0 and byte(text, last + 1) >= 128 and byte(text, last + 1) < 192 do
    last = last - 1
  end
  return sub(text, 1, last)
end

-- A name or a map's text: separators become underscores, other control characters go.
function M.clean(text)
  return cut((gsub(gsub(text, "[;|,\t]", "_"), "%c", "")))
end

-- A text that stands first in a row; a leading "#" would make the row a comment.
function M.clean_first(text)
  return (gsub(M.clean(text), "^#", "_"))
end

-- A word without any special character: GUIDs, parts of file names. Clients can send what they like.
function M.word(text, bytes)
  return sub(gsub(text, "[^%w_%-%.]", "_"), 1, bytes)
end

return M
end)()

-- players.lua -------------------------------------------------------------------------------------------------------

loaded.players = (function()
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
end)()

-- deaths.lua --------------------------------------------------------------------------------------------------------

loaded.deaths = (function()
-- What the engine's means-of-death numbers say of a hit or a death.
-- Does not belong here: who saw it.

local players = require("players")

local FALLING, SATCHEL, SWITCH_TEAM = 32, 42, 59
local EXPLOSIVES = {}
for _, means in ipairs({ 4, 15, 16, 18, 19, 20, 22, 23, 26, 36, 39, 40, 41, SATCHEL, 52, 63, 64 }) do
  EXPLOSIVES[means] = true
end

local M = { SWITCH_TEAM = SWITCH_TEAM }

-- Missiles and mines explode inside the engine's frame; a satchel does when its owner presses the trigger.
function M.is_inside_frame(means)
  return EXPLOSIVES[means] == true and means ~= SATCHEL
end

-- `killer` is a player or nil. A change of side kills the player by his own hand, as far as the engine is concerned.
function M.type_of(victim, killer, means)
  if killer == victim then
    return "selfkill"
  elseif killer then
    return killer.team == victim.team and players.plays(killer) and "teamkill" or "killed"
  end
  return means == FALLING and "fallen" or "world"
end

return M
end)()

-- crossfire.lua -----------------------------------------------------------------------------------------------------

loaded.crossfire = (function()
-- Crossfire: hits of two different attackers on one target within the window, wherever in the engagement they fall.
-- Does not belong here: geometry; what the rest of an engagement says.
--
-- The pair that counts is the earliest: of all hits that follow a hit of another attacker by at most the window the
-- first one, and of the hits that it follows so the first one. Their difference is the delay. Participants are all who
-- hit within a window from the pair's first hit on, in the order of their first hit in it. If the engagement opens with
-- its crossfire, this is what older trackers write.

local M = {}

-- `hits` are those of the only attacker seen in the last window: until there is a second one, all are of one.
function M.new()
  return { is_found = false, hits = {}, count = 0, attacker = nil, participants = {}, is_in = {} }
end

local function include(crossfire, attacker)
  if not crossfire.is_in[attacker] then
    crossfire.is_in[attacker] = true
    crossfire.participants[#crossfire.participants + 1] = attacker
  end
end

-- Forgets hits that are older than the window.
local function forget(crossfire, before)
  local hits, kept = crossfire.hits, 0
  for i = 1, crossfire.count do
    if hits[i] >= before then
      kept = kept + 1
      hits[kept] = hits[i]
    end
  end
  crossfire.count = kept
end

function M.hit(crossfire, attacker, time, window)
  if crossfire.is_found then
    if time <= crossfire.from + window then
      include(crossfire, attacker)
    end
    return
  end
  forget(crossfire, time - window)
  if crossfire.count > 0 and crossfire.attacker ~= attacker then
    crossfire.is_found = true
    crossfire.from, crossfire.delay = crossfire.hits[1], time - crossfire.hits[1]
    include(crossfire, crossfire.attacker)
    include(crossfire, attacker)
    return
  end
  crossfire.attacker = attacker
  crossfire.count = crossfire.count + 1
  crossfire.hits[crossfire.count] = time
end

return M
end)()

-- dodging.lua -------------------------------------------------------------------------------------------------------

loaded.dodging = (function()
-- The dodge of a target: the first clear turn after the first hit.
-- Does not belong here: other reactions.
--
-- Two positions of an engagement that follow each other make a step; steps shorter than 24 units on the ground count
-- for nothing. The first step gives the direction, the first later step turned by 45 degrees or more is the dodge.

local sqrt = math.sqrt

local SHORTEST_STEP = 24
local COS_45 = math.cos(math.pi / 4)

local M = {}

function M.new(x, y)
  return { x = x, y = y }
end

-- A further position, `after` ms after the first hit.
function M.position(dodge, x, y, after)
  local dx, dy = x - dodge.x, y - dodge.y
  dodge.x, dodge.y = x, y
  if dodge.ms then
    return
  end
  local length = sqrt(dx * dx + dy * dy)
  if length < SHORTEST_STEP then
    return
  end
  dx, dy = dx / length, dy / length
  if not dodge.dx then
    dodge.dx, dodge.dy = dx, dy
  elseif dx * dodge.dx + dy * dodge.dy <= COS_45 then
    dodge.ms = after
  end
end

return M
end)()

-- round.lua ---------------------------------------------------------------------------------------------------------

loaded.round = (function()
-- The round that is being recorded: its file, settings and switches, for all who write rows.
-- Does not belong here: when a round begins and ends; see recorder.lua.

return { is_live = false, file = nil, settings = nil, run = 0 }
end)()

-- pile.lua ----------------------------------------------------------------------------------------------------------

loaded.pile = (function()
-- Text that grows at its end, kept as few large strings, with its length.
-- Thousands of small strings in one table would make every collection a pause: the collector visits a table at once.
-- Does not belong here: lines, rows.

local concat = table.concat

-- Small texts are joined when there are so many of them, or so many bytes.
local MOST_TEXTS, MOST_BYTES = 64, 32768

local M = {}

function M.new()
  return { large = {}, large_count = 0, small = {}, small_count = 0, small_bytes = 0, bytes = 0 }
end

-- Joins the small texts into one large text.
local function settle(pile)
  local count = pile.small_count
  if count == 0 then
    return
  end
  pile.large_count = pile.large_count + 1
  pile.large[pile.large_count] = concat(pile.small, "", 1, count)
  for i = 1, count do
    pile.small[i] = nil
  end
  pile.small_count, pile.small_bytes = 0, 0
end

function M.add(pile, text)
  local bytes = #text
  pile.small_count = pile.small_count + 1
  pile.small[pile.small_count] = text
  pile.small_bytes = pile.small_bytes + bytes
  pile.bytes = pile.bytes + bytes
  if pile.small_count >= MOST_TEXTS or pile.small_bytes >= MOST_BYTES then
    settle(pile)
  end
end

-- Adds everything that lies on another pile.
function M.add_pile(pile, other)
  M.add(pile, M.text(other))
end

-- All of it as one string.
function M.text(pile)
  settle(pile)
  return concat(pile.large, "", 1, pile.large_count)
end

-- All of it as a list of strings and their number.
function M.texts(pile)
  settle(pile)
  return pile.large, pile.large_count
end

return M
end)()

-- sections.lua ------------------------------------------------------------------------------------------------------

loaded.sections = (function()
-- The sections of a round file in their order: column lines, legends, and which of them stand there without rows.
-- Does not belong here: rows.

local M = {}

-- `always`: written without rows too, unless the capability `flag` is off.
local SECTIONS = {
  {
    name = "ENGAGEMENTS",
    always = true,
    columns = "id;start_time;end_time;duration;target_guid;target_name;target_team;outcome;total_damage;killer_guid;"
      .. "killer_name;num_attackers;is_crossfire;crossfire_delay;crossfire_participants;start_x;start_y;start_z;"
      .. "end_x;end_y;end_z;distance_traveled;positions;attackers",
  },
  {
    name = "PLAYER_TRACKS",
    always = true,
    columns = "guid;name;team;class;spawn_time;death_time;first_move_time;death_type;samples;path",
    legend = {
      "death_type: killed|selfkill|fallen|world|teamkill|round_end|disconnect|shutdown|unknown",
      "path format: time,x,y,z,health,speed,weapon,stance,sprint,event separated by |",
      "stance: 0=standing, 1=crouching, 2=prone | sprint: 0=no, 1=yes",
    },
  },
  { name = "KILL_HEATMAP", always = true, columns = "grid_x;grid_y;axis_kills;allies_kills" },
  { name = "MOVEMENT_HEATMAP", always = true, columns = "grid_x;grid_y;traversal;combat;escape" },
  { name = "OBJECTIVE_FOCUS", columns = "guid;name;team;objective;avg_distance;time_within_radius_ms;samples" },
  {
    name = "REACTION_METRICS",
    columns = "engagement_id;target_guid;target_name;target_team;target_class;outcome;num_attackers;return_fire_ms;"
      .. "dodge_reaction_ms;support_reaction_ms;start_time;end_time;duration",
  },
  {
    name = "REVIVES",
    columns = "time;medic_guid;medic_name;revived_guid;revived_name;x;y;z;distance_to_enemy;nearest_enemy_guid;"
      .. "under_fire",
  },
  {
    name = "KILL_OUTCOME",
    columns = "kill_time;victim_guid;victim_name;killer_guid;killer_name;kill_mod;outcome;outcome_time;delta_ms;"
      .. "effective_denied_ms;gibber_guid;gibber_name;reviver_guid;reviver_name",
    legend = { "outcome: gibbed|revived|tapped_out|round_end|expired" },
  },
  {
    name = "COMBAT_POSITIONS",
    columns = "time;event;atk_guid;atk_name;atk_team;atk_class;vic_guid;vic_name;vic_team;vic_class;ax;ay;az;vx;vy;vz;"
      .. "weapon;mod;killer_health;axis_alive;allies_alive",
  },
  { name = "SHOT_FIRED", columns = "time;guid;weapon;ox;oy;oz;yaw;pitch" },
  {
    name = "CARRIER_KILLS",
    columns = "kill_time;carrier_guid;carrier_name;carrier_team;killer_guid;killer_name;killer_team;means_of_death;"
      .. "carrier_distance_at_kill;flag_team",
  },
  {
    name = "CONSTRUCTION_EVENTS",
    columns = "event_time;event_type;player_guid;player_name;player_team;track_name;player_x;player_y;player_z",
  },
  -- Always written, and last of the known sections: readers that do not know those below take their rows for rows of
  -- this one, and find none that fits (too few fields, or a fraction where this has a whole number).
  {
    name = "CARRIER_EVENTS",
    always = true,
    columns = "carrier_guid;carrier_name;carrier_team;flag_team;pickup_time;drop_time;duration_ms;outcome;"
      .. "carry_distance;beeline_distance;efficiency;path_samples;pickup_x;pickup_y;pickup_z;drop_x;drop_y;drop_z;"
      .. "killer_guid;killer_name",
  },
  {
    name = "HITS",
    always = true,
    flag = "hits",
    columns = "time;attacker_guid;attacker_slot;target_guid;target_slot;damage;target_health;weapon;means_of_death;"
      .. "hit_region;ax;ay;az;tx;ty;tz;yaw;pitch;is_team_hit;is_body_hit",
  },
  { name = "VIEW_TRACKS", columns = "guid;name;team;spawn_time;samples;views" },
  {
    name = "ROUND_OUTCOME",
    always = true,
    columns = "winner;defender;end_reason;time_limit_ms;next_time_limit_ms;surrendered_team",
  },
  { name = "OBJECTIVES", always = true, columns = "name;kind;entity;team;is_primary;x;y;z;source" },
  { name = "CLASS_CHANGES", columns = "time;guid;slot;name;team;from_class;to_class" },
  { name = "PAUSES", always = true, columns = "paused_at;duration_ms;started_unix" },
}

M.SECTIONS = SECTIONS

-- The lines above a section's rows; a blank line stands before every section but the first.
function M.heading(section, is_first)
  local lines = { is_first and "" or "\n", "# ", section.name, "\n# ", section.columns, "\n" }
  for _, line in ipairs(section.legend or {}) do
    lines[#lines + 1] = "# " .. line .. "\n"
  end
  return table.concat(lines)
end

return M
end)()

-- stream.lua --------------------------------------------------------------------------------------------------------

loaded.stream = (function()
-- A list of items that grows while its row is still open: the path of a life, the positions of an engagement.
-- Items are joined into pieces as they go to the journal, so that a row is never put together at once.
-- Does not belong here: what an item says.

local piles = require("pile")

local concat = table.concat

local M = {}

-- `id` names the stream in the journal.
function M.new(id)
  return { id = id, items = {}, item_count = 0, total = 0, pile = piles.new() }
end

function M.push(stream, item)
  local count = stream.item_count + 1
  stream.items[count] = item
  stream.item_count = count
  stream.total = stream.total + 1
end

-- Adds a finished piece: what `seal` made, or what was read back from a journal.
function M.add_piece(stream, piece)
  piles.add(stream.pile, piece)
end

-- Joins what came since the last time into a piece and returns it; nil if nothing came. Pieces after the first begin
-- with a separator.
function M.seal(stream)
  local first = stream.pile.bytes > 0 and 2 or 1
  if stream.item_count < first then
    return nil
  end
  local piece = concat(stream.items, "|", 1, stream.item_count)
  M.add_piece(stream, piece)
  stream.items[1], stream.item_count = "", 1
  return piece
end

return M
end)()

-- round_file.lua ----------------------------------------------------------------------------------------------------

loaded.round_file = (function()
-- A round file in the making: facts for its header and finished text by section, with counts.
-- Rows come as finished lines and stay text: nothing is formatted when the round is over. Everything that comes is
-- handed to the journal too, if there is one.
-- Does not belong here: the disk; what rows say.

local piles = require("pile")
local sections = require("sections")
local streams = require("stream")

local concat = table.concat

local M = {}

function M.new(journal)
  local file = { facts = {}, sections = {}, journal = journal, rows = 0 }
  for _, section in ipairs(sections.SECTIONS) do
    file.sections[section.name] = { pending = {}, pending_count = 0, rows = 0, pile = piles.new() }
  end
  return file
end

function M.fact(file, key, value)
  value = tostring(value)
  if file.facts[key] ~= value then
    file.facts[key] = value
    if file.journal then
      file.journal.fact(key, value)
    end
  end
end

-- Appends a row, given without line end.
function M.row(file, name, row)
  local section = file.sections[name]
  local count = section.pending_count + 1
  section.pending[count] = row
  section.pending_count = count
  section.rows = section.rows + 1
  file.rows = file.rows + 1
end

-- Joins the rows that came since the last time into one chunk.
local function seal(file, name, section)
  local count = section.pending_count
  if count == 0 then
    return
  end
  section.pending[count + 1] = ""
  local chunk = concat(section.pending, "\n", 1, count + 1)
  section.pending_count = 0
  piles.add(section.pile, chunk)
  if file.journal then
    file.journal.rows(name, chunk)
  end
end

function M.flush(file)
  for _, section in ipairs(sections.SECTIONS) do
    seal(file, section.name, file.sections[section.name])
  end
end

-- Appends a row that replaces the draft that the journal has under `key`.
function M.keyed_row(file, name, key, row)
  local section = file.sections[name]
  seal(file, name, section)
  piles.add(section.pile, row .. "\n")
  section.rows = section.rows + 1
  file.rows = file.rows + 1
  if file.journal then
    file.journal.final(name, key, row)
  end
end

-- Hands to the journal what came into a stream since the last time.
function M.flush_stream(file, stream)
  local piece = streams.seal(stream)
  if piece and file.journal then
    file.journal.piece(stream.id, piece)
  end
end

-- Appends the row `head` .. items of the stream .. `tail`. It replaces the draft that the journal has under `key`.
function M.streamed_row(file, name, key, head, stream, tail)
  M.flush_stream(file, stream)
  local section = file.sections[name]
  seal(file, name, section)
  piles.add(section.pile, head)
  piles.add_pile(section.pile, stream.pile)
  piles.add(section.pile, tail .. "\n")
  section.rows = section.rows + 1
  file.rows = file.rows + 1
  if file.journal then
    file.journal.final(name, key, file.journal.with_stream(head, stream.id, tail))
  end
end

-- What the row under `key` would be if the round ended now: only the journal keeps it.
function M.draft(file, name, key, head, stream, tail)
  if file.journal then
    file.journal.draft(name, key, stream and file.journal.with_stream(head, stream.id, tail) or head)
  end
end

return M
end)()

-- heatmaps.lua ------------------------------------------------------------------------------------------------------

loaded.heatmaps = (function()
-- Counts by map cell of 512 units: kills of enemies, samples, hits taken, escapes.
-- Does not belong here: when a thing counts.

local round = require("round")
local round_file = require("round_file")

local floor, format = math.floor, string.format

local CELL = 512
-- Cells get one number each; maps are far smaller than this many cells.
local SPAN = 4096

local M = {}
local kills, movement
-- Cells that changed since the journal was told.
local touched, touched_count

function M.start()
  kills, movement = {}, {}
  touched, touched_count = {}, 0
end

local function cell_of(map, section, x, y)
  local gx, gy = floor(x / CELL), floor(y / CELL)
  local key = gx * SPAN + gy
  local cell = map[key]
  if not cell then
    cell = { gx = gx, gy = gy, x = gx * CELL, y = gy * CELL, section = section, key = gx .. ":" .. gy, 0, 0, 0 }
    map[key] = cell
  end
  return cell
end

local function touch(cell)
  cell.is_touched = true
  touched_count = touched_count + 1
  touched[touched_count] = cell
end

local function count(map, section, x, y, column)
  local cell = cell_of(map, section, x, y)
  cell[column] = cell[column] + 1
  if not cell.is_touched then
    touch(cell)
  end
end

-- The victim of an enemy stood there; the kill counts for the killer's side.
function M.kill(x, y, killer_team)
  count(kills, "KILL_HEATMAP", x, y, killer_team)
end

-- A sample. Returns the cell it fell into; the `last` one of a player is mostly that of his next sample too.
function M.traversal(x, y, last)
  local cell = last
  if not (cell and x >= cell.x and x < cell.x + CELL and y >= cell.y and y < cell.y + CELL) then
    cell = cell_of(movement, "MOVEMENT_HEATMAP", x, y)
  end
  cell[1] = cell[1] + 1
  if not cell.is_touched then
    touch(cell)
  end
  return cell
end

function M.combat(x, y)
  count(movement, "MOVEMENT_HEATMAP", x, y, 2)
end

function M.escape(x, y)
  count(movement, "MOVEMENT_HEATMAP", x, y, 3)
end

local function row_of(cell)
  if cell.section == "KILL_HEATMAP" then
    return format("%d;%d;%d;%d", cell.gx, cell.gy, cell[1], cell[2])
  end
  return format("%d;%d;%d;%d;%d", cell.gx, cell.gy, cell[1], cell[2], cell[3])
end

-- For the journal: the cells that changed since the last time.
function M.flush()
  for i = 1, touched_count do
    local cell = touched[i]
    cell.is_touched = false
    round_file.draft(round.file, cell.section, cell.key, row_of(cell))
  end
  touched_count = 0
end

-- A row that was written before the module was loaded anew.
function M.restore(map_name, row)
  local gx, gy, first, second, third = string.match(row, "^(-?%d+);(-?%d+);(%d+);(%d+);?(%d*)$")
  local map = map_name == "KILL_HEATMAP" and kills or movement
  local cell = cell_of(map, map_name, tonumber(gx) * CELL, tonumber(gy) * CELL)
  cell[1], cell[2], cell[3] = floor(tonumber(first)), floor(tonumber(second)), floor(tonumber(third) or 0)
  if not cell.is_touched then
    touch(cell)
  end
  return true
end

local function write(map, section)
  local cells = {}
  for _, cell in pairs(map) do
    cells[#cells + 1] = cell
  end
  table.sort(cells, function(one, other)
    if one.gx ~= other.gx then
      return one.gx < other.gx
    end
    return one.gy < other.gy
  end)
  for _, cell in ipairs(cells) do
    round_file.keyed_row(round.file, section, cell.key, row_of(cell))
  end
end

function M.write_kills()
  write(kills, "KILL_HEATMAP")
end

function M.write_movement()
  write(movement, "MOVEMENT_HEATMAP")
end

return M
end)()

-- reactions.lua -----------------------------------------------------------------------------------------------------

loaded.reactions = (function()
-- What targets and their sides do in the first seconds of an engagement: return fire, support, the dodge.
-- Does not belong here: the engagement itself.

local round = require("round")
local round_file = require("round_file")

local format = string.format

-- Later reactions are no reactions to the first hit.
local LONGEST_MS = 5000

local M = { LONGEST_MS = LONGEST_MS }

-- `attacker` hit `target`: return fire in the engagement on the attacker, support in those on his team-mates.
function M.hit(open, attacker, target, time)
  for _, engagement in pairs(open) do
    local after = time - engagement.started
    if after <= LONGEST_MS and engagement.attackers[target.key] then
      local victim = engagement.player
      if victim == attacker then
        engagement.return_fire_ms = engagement.return_fire_ms or after
      elseif engagement.team == attacker.team then
        engagement.support_ms = engagement.support_ms or after
      end
    end
  end
end

function M.row(engagement, outcome, ended)
  return format(
    "%d;%s;%s;%s;%d;%s;%s;%s;%d;%d;%d",
    engagement.id,
    engagement.who,
    engagement.class_name,
    outcome,
    engagement.attacker_count,
    engagement.return_fire_ms or "",
    engagement.dodge.ms or "",
    engagement.support_ms or "",
    engagement.started,
    ended,
    ended - engagement.started
  )
end

function M.write(engagement, outcome, ended)
  round_file.keyed_row(round.file, "REACTION_METRICS", engagement.id, M.row(engagement, outcome, ended))
end

return M
end)()

-- remembered.lua ----------------------------------------------------------------------------------------------------

loaded.remembered = (function()
-- Tables that make their values when they are asked for them first: texts of numbers of which a round has only a few.
-- Does not belong here: numbers of which there are many; the texts themselves.

local M = {}

-- `make(key)` gives the value of a key.
function M.by(make)
  return setmetatable({}, {
    __index = function(values, key)
      local value = make(key)
      values[key] = value
      return value
    end,
  })
end

return M
end)()

-- tenths.lua --------------------------------------------------------------------------------------------------------

loaded.tenths = (function()
-- Numbers with one decimal as text, letter by letter what "%.1f" makes of them, put together from parts made before.
-- Does not belong here: rows; other formats.
--
-- A sample has four such numbers, and string.format takes longer for them than for everything else in it. Tenths are
-- split in two, 123.4 into "12" and "3.4", so that a few small tables hold all parts of all numbers on a map.

local remembered = require("remembered")

local format = string.format

-- Maps are smaller. Beyond it (and for what is no number) the parts would only fill the memory.
local LIMIT = 655360

local M = {}

-- The digits before the last one in front of the point; none if there are none.
local function highs(sign)
  return remembered.by(function(number)
    return number == 0 and sign or format("%s%d", sign, number)
  end)
end

-- The last digit and the decimal, with what follows the number.
local function lows(after)
  local parts = { after = after }
  for i = 0, 99 do
    parts[i] = format("%.1f%s", i / 10, after)
  end
  return parts
end

local PLUS, MINUS = highs(""), highs("-")
local LAST, COMMA, SEMICOLON = lows(""), lows(","), lows(";")

-- The two parts of a number, with what the `endings` add: for a longer text, in which they are joined with others.
local function split(number, endings)
  local beginnings, size = PLUS, number
  if number <= 0 and (number < 0 or 1 / number < 0) then
    beginnings, size = MINUS, -number
  end
  local tenths = size * 10
  local rest = tenths % 1
  -- At a half the exact digits decide, which the product may have lost.
  if not (tenths < LIMIT) or rest == 0.5 then
    return format("%.1f", number), endings.after
  end
  tenths = tenths - rest
  if rest > 0.5 then
    tenths = tenths + 1
  end
  local low = tenths % 100
  return beginnings[(tenths - low) / 100], endings[low]
end

M.parts, M.LAST = split, LAST

-- "x,y,z", as it stands in a path
function M.place(x, y, z)
  local x1, x2 = split(x, COMMA)
  local y1, y2 = split(y, COMMA)
  local z1, z2 = split(z, LAST)
  return x1 .. x2 .. y1 .. y2 .. z1 .. z2
end

-- "x;y;z;", as it stands in a row
function M.fields(x, y, z)
  local x1, x2 = split(x, SEMICOLON)
  local y1, y2 = split(y, SEMICOLON)
  local z1, z2 = split(z, SEMICOLON)
  return x1 .. x2 .. y1 .. y2 .. z1 .. z2
end

return M
end)()

-- engagements.lua ---------------------------------------------------------------------------------------------------

loaded.engagements = (function()
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
end)()

-- hits.lua ----------------------------------------------------------------------------------------------------------

loaded.hits = (function()
-- HITS: every damage that one player did another, so that any window can be computed anew later.
-- Does not belong here: what a hit means.

local body = require("body")
local clock = require("clock")
local round = require("round")
local round_file = require("round_file")

local get, format, floor = et.gentity_get, string.format, math.floor

local REGIONS = "pers.playerStats.hitRegions"

local M = {}
-- By slot: the attacker's counters as they were at his last hit.
local counters = {}

-- A new connection begins with new counters; what they stand at is read at the first hit.
function M.forget(slot)
  counters[slot] = nil
end

function M.start()
  for slot in pairs(counters) do
    counters[slot] = nil
  end
end

local function read(slot)
  return {
    [0] = get(slot, REGIONS, 0),
    [1] = get(slot, REGIONS, 1),
    [2] = get(slot, REGIONS, 2),
    [3] = get(slot, REGIONS, 3),
  }
end

-- Remembers where a player's counters stand before he hits anybody.
function M.watch(slot)
  counters[slot] = read(slot)
end

-- The region whose counter moved since the last look: 0 head, 1 arms, 2 body, 3 legs; "" if none did. The engine counts
-- before it calls, and only for bullets.
local function region_of(slot)
  local known = counters[slot]
  if not known then
    M.watch(slot)
    return ""
  end
  local moved = ""
  for region = 0, 3 do
    local count = get(slot, REGIONS, region)
    if count > known[region] and moved == "" then
      moved = region
    end
    known[region] = count
  end
  return moved
end

-- `hit`: attacker, target (players), damage, health, means, weapon, positions, is_team_hit, is_body_hit.
function M.write(hit)
  if round.settings.hits == 0 then
    return
  end
  local attacker, target = hit.attacker, hit.target
  local yaw, pitch = body.view(attacker.slot)
  round_file.row(
    round.file,
    "HITS",
    format(
      "%d;%s;%d;%s;%d;%d;%d;%d;%d;%s;%d;%d;%d;%d;%d;%d;%.1f;%.1f;%d;%d",
      clock.time,
      attacker.guid,
      attacker.slot,
      target.guid,
      target.slot,
      hit.damage,
      hit.health,
      hit.weapon,
      hit.means,
      region_of(attacker.slot),
      floor(hit.ax + 0.5),
      floor(hit.ay + 0.5),
      floor(hit.az + 0.5),
      floor(hit.tx + 0.5),
      floor(hit.ty + 0.5),
      floor(hit.tz + 0.5),
      yaw,
      pitch,
      hit.is_team_hit and 1 or 0,
      hit.is_body_hit and 1 or 0
    )
  )
end

return M
end)()

-- game.lua ----------------------------------------------------------------------------------------------------------

loaded.game = (function()
-- What the game says of the round as a whole: state, map, number, sides, limits.
-- Does not belong here: players.

local tonumber, floor = tonumber, math.floor
local match = string.match

local MULTI_INFO, MAP_WINNER, REINFORCEMENT_SEEDS = 13, 14, 31
local STOPWATCH = "3"
local SIDES = { ["0"] = "AXIS", ["1"] = "ALLIES" }
local AXIS, ALLIES = 1, 2
-- A side's wave offset is one of eight seeds, each with its divisor (guide, section 2.5).
local DIVISORS = { 11, 3, 13, 7, 2, 5, 1, 17 }

local M = { PLAYING = "0", INTERMISSION = "3" }

local function cvar(name)
  return et.trap_Cvar_Get(name)
end

local function minutes_as_ms(text)
  local minutes = tonumber(text)
  return minutes and minutes > 0 and floor(minutes * 60000 + 0.5) or nil
end

function M.state()
  return et.trap_Cvar_Get("gamestate")
end

function M.map()
  local map = cvar("mapname")
  return map ~= "" and map or "unknown"
end

function M.is_stopwatch()
  return cvar("g_gametype") == STOPWATCH
end

-- Only right while the round is played: the engine turns the counter over when the round ends.
function M.round_number()
  return M.is_stopwatch() and (tonumber(cvar("g_currentRound")) or 0) >= 1 and 2 or 1
end

function M.time_limit_ms()
  return minutes_as_ms(cvar("timelimit"))
end

function M.next_time_limit_ms()
  return M.is_stopwatch() and minutes_as_ms(cvar("g_nextTimeLimit")) or nil
end

function M.defender()
  return SIDES[et.Info_ValueForKey(et.trap_GetConfigstring(MULTI_INFO), "d")] or ""
end

-- Before the end of the round this is only the map script's default.
function M.winner()
  local winner = et.Info_ValueForKey(et.trap_GetConfigstring(MAP_WINNER), "w")
  return SIDES[winner] or winner == "-1" and "DRAW" or ""
end

-- ms between reinforcements of a team, 0 if unknown; map scripts may change it during a round.
function M.spawn_interval(team)
  return floor(tonumber(cvar(team == AXIS and "g_redlimbotime" or "g_bluelimbotime")) or 0)
end

-- ms until the next reinforcements of a team; 0 if unknown.
function M.next_wave_ms(team, time)
  local interval = M.spawn_interval(team)
  local allied, axis, seeds = match(et.trap_GetConfigstring(REINFORCEMENT_SEEDS), "^(%d+) (%d+) (.*)$")
  if interval <= 0 or not allied or (team ~= AXIS and team ~= ALLIES) then
    return 0
  end
  local wanted = team == AXIS and floor(tonumber(axis) / 4) or floor(tonumber(allied) / 8)
  local index = 0
  for seed in string.gmatch(seeds, "%d+") do
    if index == wanted and DIVISORS[index + 1] then
      local offset = floor(1000 * tonumber(seed) / DIVISORS[index + 1] + 0.5)
      return interval - (offset + time) % interval
    end
    index = index + 1
  end
  return 0
end

-- Tells one instance of the game from another: the seeds are drawn anew at every map load and restart.
function M.instance()
  return M.map() .. "/" .. M.round_number() .. "/" .. et.trap_GetConfigstring(REINFORCEMENT_SEEDS)
end

return M
end)()

-- kill_outcomes.lua -------------------------------------------------------------------------------------------------

loaded.kill_outcomes = (function()
-- KILL_OUTCOME: what became of the victim of an enemy kill: revived, gibbed, given up, or lying there at the end.
-- Does not belong here: the kill itself.

local clock = require("clock")
local game = require("game")
local round = require("round")
local round_file = require("round_file")

local format = string.format

local SECTION = "KILL_OUTCOME"
-- At GIB_HEALTH a body bursts; below FORCE_LIMBO_HEALTH its player is sent to limbo.
local GIB_HEALTH, FORCE_LIMBO_HEALTH = -175, -113

local M = {}
-- By slot of the victim.
local open = {}
local count = 0

function M.start()
  count = 0
  for slot in pairs(open) do
    open[slot] = nil
  end
end

local function row_of(kill, outcome, denied, gibber, reviver)
  local time = clock.time
  return format(
    "%d;%s;%s;%s;%s;%d;%s;%d;%d;%d;%s;%s;%s;%s",
    kill.time,
    kill.victim_guid,
    kill.victim_name,
    kill.killer_guid,
    kill.killer_name,
    kill.means,
    outcome,
    time,
    time - kill.time,
    denied,
    gibber and gibber.guid or "",
    gibber and gibber.name or "",
    reviver and reviver.guid or "",
    reviver and reviver.name or ""
  )
end

local function resolve(slot, outcome, waits, gibber, reviver)
  local kill = open[slot]
  if kill then
    open[slot] = nil
    local wait = waits and game.next_wave_ms(kill.team, clock.time) or 0
    round_file.keyed_row(
      round.file,
      SECTION,
      kill.key,
      row_of(kill, outcome, clock.time - kill.time + wait, gibber, reviver)
    )
  end
end

-- An enemy killed a player, whose health is now `health`. One blow that bursts the body leaves nothing to revive.
function M.killed(victim, killer, means, health)
  if round.settings.kill_outcomes == 0 then
    return
  end
  resolve(victim.slot, "expired")
  count = count + 1
  open[victim.slot] = {
    key = round.run .. "K" .. count,
    time = clock.time,
    team = victim.team,
    means = means,
    victim_guid = victim.guid,
    victim_name = victim.name,
    killer_guid = killer.guid,
    killer_name = killer.name,
  }
  if health <= GIB_HEALTH then
    resolve(victim.slot, "gibbed", true, killer)
  end
end

-- A body was hit and is left with `health`; `attacker` is nil if no other player did it.
function M.body_hit(slot, health, attacker)
  if health < FORCE_LIMBO_HEALTH then
    resolve(slot, "gibbed", true, attacker)
  end
end

function M.revived(slot, medic)
  resolve(slot, "revived", false, nil, medic)
end

-- The body was given up: the player waits for the next wave.
function M.given_up(slot)
  resolve(slot, "tapped_out", true)
end

-- He is back without anybody having seen him give up.
function M.spawned(slot)
  resolve(slot, "tapped_out")
end

function M.left(slot)
  resolve(slot, "expired")
end

-- The end of the round finds him lying.
function M.round_ended(slot)
  resolve(slot, "round_end")
end

-- For the journal, of one part of the slots.
function M.flush(part, parts)
  for slot, kill in pairs(open) do
    if slot % parts == part then
      round_file.draft(round.file, SECTION, kill.key, row_of(kill, "round_end", clock.time - kill.time))
    end
  end
end

return M
end)()

-- class_changes.lua -------------------------------------------------------------------------------------------------

loaded.class_changes = (function()
-- CLASS_CHANGES: spawns with another class than the player's last one in the round.
-- Does not belong here: choosing a class, which has no effect before the next spawn.

local round = require("round")
local round_file = require("round_file")

local format = string.format

local M = {}
-- By player: who leaves and comes back is the same.
local last = {}

function M.start()
  last = {}
end

-- The player spawned at that time.
function M.spawned(player, time)
  local from, to = last[player.key], player.class_name
  last[player.key] = to
  if from and from ~= to then
    round_file.row(
      round.file,
      "CLASS_CHANGES",
      format("%d;%s;%d;%s;%s;%s;%s", time, player.guid, player.slot, player.name, player.team_name, from, to)
    )
  end
end

return M
end)()

-- sprinting.lua -----------------------------------------------------------------------------------------------------

loaded.sprinting = (function()
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
end)()

-- tracks.lua --------------------------------------------------------------------------------------------------------

loaded.tracks = (function()
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
end)()

-- spawns.lua --------------------------------------------------------------------------------------------------------

loaded.spawns = (function()
-- et_ClientSpawn: which of the engine's spawns begin a life.
-- Does not belong here: the life.
--
-- Called for spectators too, for revives, and for players who change side and go straight to limbo: those begin with
-- teamChange 1, as do the first spawns of a round. Which of the two it was shows afterwards; and whoever spawns hangs
-- 25 units above the ground until the engine drops him. So a spawn is settled in the next frame, or as soon as
-- something happens to the player.

local body = require("body")
local class_changes = require("class_changes")
local clock = require("clock")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local tracks = require("tracks")

local get = et.gentity_get

local M = {}
-- By slot: the time of a spawn that is to be settled; a revive whose et_Revive has not come.
local unsettled, rising = {}, {}
-- Whether there may be any of them: most frames have none.
local is_waiting = false

function M.start()
  is_waiting = false
  for slot in pairs(unsettled) do
    unsettled[slot] = nil
  end
  for slot in pairs(rising) do
    rising[slot] = nil
  end
end

-- Nobody told us of the end of what was before.
local function end_unseen(slot, time)
  local engagement, life = engagements.open[slot], tracks.lives[slot]
  if engagement then
    engagements.close(engagement, "unknown", engagement.x, engagement.y, engagement.z)
  end
  kill_outcomes.spawned(slot)
  if life then
    tracks.finish(life, time, "unknown")
  end
end

local function begin(slot, time)
  end_unseen(slot, time)
  hits.watch(slot)
  class_changes.spawned(players.get(slot), time)
  return tracks.open(slot, time, "spawn")
end

function M.spawned(slot, is_revive)
  local player = players.refresh(slot)
  clock.seen(get(slot, "pers.lastSpawnTime"))
  unsettled[slot] = nil
  if is_revive then
    rising[slot], is_waiting = true, true
    if tracks.lives[slot] then
      tracks.lives[slot].is_rising = true
    end
  elseif not players.plays(player) then
    M.gone(slot)
    end_unseen(slot, clock.time)
  else
    unsettled[slot], is_waiting = clock.time, true
  end
end

-- Something happens to a player: whether his last spawn was one can be seen now.
function M.settle(slot)
  local time = unsettled[slot]
  if time then
    unsettled[slot] = nil
    players.refresh(slot)
    if players.plays(players.get(slot)) and body.is_alive(slot) then
      begin(slot, time)
    else
      end_unseen(slot, time)
    end
  end
end

-- et_Revive came: health and place are final now.
function M.revived(slot)
  rising[slot] = nil
  tracks.rise(slot, clock.time)
end

-- Once a frame. Servers before 2.84 have no et_Revive.
function M.frame()
  if not is_waiting then
    return
  end
  for slot in pairs(unsettled) do
    M.settle(slot)
  end
  for slot in pairs(rising) do
    M.revived(slot)
  end
  -- Last: after an error the rest are settled in the next frame.
  is_waiting = false
end

-- The player is no longer in the game: left, or watching.
function M.gone(slot)
  unsettled[slot], rising[slot] = nil, nil
end

-- Players who were alive when the module was loaded into a running round.
function M.adopt()
  for slot = 0, players.count - 1 do
    if get(slot, "pers.connected") == 2 and players.plays(players.get(slot)) and body.is_alive(slot) then
      hits.watch(slot)
      class_changes.spawned(players.get(slot), clock.time)
      tracks.open(slot, clock.time, "sample")
    end
  end
end

return M
end)()

-- damage.lua --------------------------------------------------------------------------------------------------------

loaded.damage = (function()
-- et_Damage: who hit whom, told to all who record hits.
-- Does not belong here: their rows.
--
-- The engine calls before health falls, for every damageable entity: corpses are 64 and up, the world is 1022. A target
-- without health is a body that waits for a medic.

local body = require("body")
local clock = require("clock")
local deaths = require("deaths")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local reactions = require("reactions")
local spawns = require("spawns")

local get = et.gentity_get

local M = {}
-- One table for all calls: the others only read it.
local hit = {}

local function take(target_slot, attacker_slot, damage, means)
  hit.target = players.read_side(players.get(target_slot))
  hit.attacker = players.read_side(players.get(attacker_slot))
  hit.damage, hit.means = damage, means
  hit.health = get(target_slot, "health")
  hit.weapon = body.weapon(attacker_slot)
  hit.ax, hit.ay, hit.az = body.position(attacker_slot)
  hit.tx, hit.ty, hit.tz = body.position(target_slot)
  hit.is_team_hit = hit.target.team == hit.attacker.team
  hit.is_body_hit = hit.health <= 0
end

local function under_enemy_fire()
  -- Who returns fire must be known as an attacker before this hit makes him one.
  reactions.hit(engagements.open, hit.attacker, hit.target, clock.time)
  engagements.hit(hit.target, hit.attacker, hit.damage, hit.weapon, hit.tx, hit.ty, hit.tz)
end

-- The world, or his own grenade, hit a player: that matters to a body only.
local function by_nobody(target_slot, damage)
  local health = get(target_slot, "health")
  if health <= 0 then
    kill_outcomes.body_hit(target_slot, health - damage, nil)
  end
end

function M.dealt(target_slot, attacker_slot, damage, means)
  if damage < 1 or not players.is_slot(target_slot) then
    return
  end
  if deaths.is_inside_frame(means) then
    clock.inside_frame()
  end
  spawns.settle(target_slot)
  if target_slot == attacker_slot or not players.is_slot(attacker_slot) then
    return by_nobody(target_slot, damage)
  end
  take(target_slot, attacker_slot, damage, means)
  hits.write(hit)
  if hit.is_body_hit then
    kill_outcomes.body_hit(target_slot, hit.health - damage, hit.attacker)
  elseif players.are_enemies(hit.target, hit.attacker) then
    under_enemy_fire()
  end
end

return M
end)()

-- carriers.lua ------------------------------------------------------------------------------------------------------

loaded.carriers = (function()
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
end)()

-- departures.lua ----------------------------------------------------------------------------------------------------

loaded.departures = (function()
-- et_ClientDisconnect: a player leaves, and everything of his that is open ends.
-- Does not belong here: his return.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local spawns = require("spawns")
local tracks = require("tracks")

local M = {}

-- All fields can still be read; the slot may be somebody else's in the same frame.
function M.left(slot)
  spawns.settle(slot)
  spawns.gone(slot)
  local life, engagement = tracks.lives[slot], engagements.open[slot]
  if engagement then
    engagements.close(engagement, "disconnect", body.position(slot))
  end
  carriers.left(slot)
  kill_outcomes.left(slot)
  if life then
    if life.is_alive then
      life.x, life.y, life.z = body.position(slot)
    end
    tracks.finish(life, clock.time, "disconnect")
  end
  hits.forget(slot)
  players.disconnect(slot)
end

return M
end)()

-- guard.lua ---------------------------------------------------------------------------------------------------------

loaded.guard = (function()
-- Runs the body of every callback so that nothing it raises reaches the game; errors are counted, each logged once.
-- An error in et_Print would recurse until the server's stack is full; here it ends in pcall.
-- Does not belong here: what callbacks do.

local console = require("console")

local pcall, tostring = pcall, tostring
local MAX_DIFFERENT = 20

local M = { errors = 0, last_error = "" }
local seen, seen_count = {}, 0

local function report(name, message)
  M.errors = M.errors + 1
  M.last_error = name .. ": " .. tostring(message)
  if not seen[M.last_error] and seen_count < MAX_DIFFERENT then
    seen[M.last_error] = true
    seen_count = seen_count + 1
    console.line("error in " .. M.last_error .. " (the game goes on; further ones are only counted)")
  end
end

-- A step of something that must go on whatever happens in it.
function M.try(name, body, ...)
  local ok, message = pcall(body, ...)
  if not ok then
    report(name, message)
  end
end

-- A callback that returns nothing: the engine takes any returned string or number for an order.
function M.silent(name, body)
  return function(...)
    local ok, message = pcall(body, ...)
    if not ok then
      report(name, message)
    end
  end
end

-- A command: 1 tells the engine that it was ours.
function M.command(name, body)
  return function(...)
    local ok, handled = pcall(body, ...)
    if not ok then
      report(name, handled)
    elseif handled then
      return 1
    end
  end
end

return M
end)()

-- header.lua --------------------------------------------------------------------------------------------------------

loaded.header = (function()
-- The header of a round file: its keys, their order, and the declared capabilities.
-- Does not belong here: where the values come from.

local concat = table.concat

local M = { BANNER = "# PROXIMITY_TRACKER_V6", VERSION = "proximity-1.0.0" }

local KEYS = {
  "map",
  "round",
  "crossfire_window",
  "escape_time",
  "escape_distance",
  "position_sample_interval",
  "round_start_unix",
  "round_end_unix",
  "axis_spawn_interval",
  "allies_spawn_interval",
  "tracker_version_full",
  "test_mode",
  "capabilities",
  "server",
  "sv_fps",
  "paused_ms",
  "tracker_errors",
  "is_incomplete",
}

-- Known names in their known order, then ours in the alphabet's. A name stands for a setting, or for always or never.
local CAPABILITIES = {
  { "engagement_tracking", 1 },
  { "crossfire_detection", 1 },
  { "escape_detection", 1 },
  { "heatmap_generation", 1 },
  { "reaction_tracking", 1 },
  { "spawn_timing", 0 },
  { "team_cohesion", 0 },
  { "crossfire_opportunities", 0 },
  { "focus_fire", 0 },
  { "team_push_detection", 0 },
  { "trade_kills", 0 },
  { "kill_outcome_tracking", "kill_outcomes" },
  { "hit_region_tracking", 0 },
  { "combat_positions", "combat_positions" },
  { "carrier_tracking", "carriers" },
  { "carrier_returns", 0 },
  { "vehicle_tracking", 0 },
  { "construction_tracking", "constructions" },
  { "objective_run_tracking", 0 },
  { "shot_fired", "shots" },
  { "aim_lock", 0 },
  { "spawn_select", 0 },
  { "skill_snapshot", 0 },
  { "comm_events", 0 },
  { "class_changes", 1 },
  { "hits", "hits" },
  { "objectives", 1 },
  { "pauses", 1 },
  { "round_outcome", 1 },
  { "view_tracks", "view_tracks" },
}

function M.capabilities(settings)
  local parts = {}
  for i, capability in ipairs(CAPABILITIES) do
    local state = capability[2]
    parts[i] = capability[1] .. ":" .. (settings[state] or state)
  end
  return concat(parts, ",")
end

-- The lines of the header; `facts` has a text for each key.
function M.text(facts)
  local lines = { M.BANNER }
  for _, key in ipairs(KEYS) do
    lines[#lines + 1] = "# " .. key .. "=" .. (facts[key] or "")
  end
  return concat(lines, "\n") .. "\n"
end

return M
end)()

-- weapons.lua -------------------------------------------------------------------------------------------------------

loaded.weapons = (function()
-- Which weapon a means of death belongs to.
-- Does not belong here: what a player holds.

-- By means of death; some share a weapon, and some have none (machine gun nests, map entities, falls).
local BY_MEANS = {
  [5] = 1,
  [6] = 2,
  [7] = 7,
  [8] = 3,
  [9] = 8,
  [10] = 10,
  [11] = 25,
  [12] = 14,
  [13] = 32,
  [14] = 42,
  [15] = 5,
  [16] = 4,
  [17] = 6,
  [18] = 9,
  [22] = 15,
  [23] = 22,
  [24] = 11,
  [26] = 13,
  [37] = 24,
  [38] = 23,
  [39] = 37,
  [40] = 38,
  [41] = 26,
  [42] = 27,
  [44] = 30,
  [45] = 39,
  [46] = 40,
  [50] = 31,
  [51] = 41,
  [52] = 34,
  [53] = 35,
  [54] = 36,
  [55] = 45,
  [56] = 46,
  [57] = 22,
  [61] = 48,
  [62] = 49,
  [63] = 51,
  [64] = 53,
  [65] = 1,
  [66] = 54,
}

local M = {}

function M.of(means, held)
  return BY_MEANS[means] or held
end

return M
end)()

-- kills.lua ---------------------------------------------------------------------------------------------------------

loaded.kills = (function()
-- et_Obituary: a death, told to all who record deaths, and the row of COMBAT_POSITIONS for the kill of an enemy.
-- Does not belong here: what the others make of it.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local deaths = require("deaths")
local engagements = require("engagements")
local heatmaps = require("heatmaps")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local spawns = require("spawns")
local tracks = require("tracks")
local weapons = require("weapons")

local get, format, floor = et.gentity_get, string.format, math.floor

local M = {}

local function write(victim, killer, means, x, y, z)
  if round.settings.combat_positions == 0 then
    return
  end
  local ax, ay, az = body.position(killer.slot)
  round_file.row(
    round.file,
    "COMBAT_POSITIONS",
    format(
      "%d;kill;%s;%s;%s;%s;%s;%s;%s;%s;%d;%d;%d;%d;%d;%d;%d;%d;%d;%d;%d",
      clock.time,
      killer.guid,
      killer.name,
      killer.team_name,
      killer.class_name,
      victim.guid,
      victim.name,
      victim.team_name,
      victim.class_name,
      floor(ax + 0.5),
      floor(ay + 0.5),
      floor(az + 0.5),
      floor(x + 0.5),
      floor(y + 0.5),
      floor(z + 0.5),
      weapons.of(means, body.weapon(killer.slot)),
      means,
      get(killer.slot, "health"),
      tracks.count_alive(players.AXIS),
      tracks.count_alive(players.ALLIES)
    )
  )
end

local function by_enemy(victim, killer, means, x, y, z)
  heatmaps.kill(x, y, killer.team)
  write(victim, killer, means, x, y, z)
  kill_outcomes.killed(victim, killer, means, get(victim.slot, "health"))
end

function M.died(victim_slot, killer_slot, means)
  if not players.is_slot(victim_slot) then
    return
  end
  clock.seen(get(victim_slot, "deathTime"))
  spawns.settle(victim_slot)
  local victim = players.get(victim_slot)
  local killer = players.is_slot(killer_slot) and players.get(killer_slot) or nil
  if means ~= deaths.SWITCH_TEAM then
    players.read_side(victim)
  end
  if killer and killer ~= victim then
    players.read_side(killer)
  end
  local death_type = deaths.type_of(victim, killer, means)
  local x, y, z = body.position(victim_slot)
  local engagement = engagements.open[victim_slot]
  if engagement then
    local is_by_player = death_type == "killed" or death_type == "teamkill"
    engagements.close(engagement, death_type, x, y, z, is_by_player and killer or nil)
  end
  local life = tracks.lives[victim_slot]
  if life and life.is_alive then
    tracks.fall(life, clock.time, death_type)
  end
  carriers.died(victim, killer, means, death_type, x, y, z)
  if killer and players.are_enemies(victim, killer) then
    by_enemy(victim, killer, means, x, y, z)
  end
end

return M
end)()

-- objective_scan.lua ------------------------------------------------------------------------------------------------

loaded.objective_scan = (function()
-- Finds the objectives of any map at run time: the engine's list of objective triggers, and the entities themselves.
-- Does not belong here: overrides; what is done with objectives.

local text = require("text")

local get = et.gentity_get

local TRIGGER_NAMES, TRIGGER_DATA, TRIGGERS = 769, 787, 18
local MOVER_NAMES = 28
local FIRST_ENTITY, LAST_ENTITY = 64, 1021
-- spawnflags of objective triggers
local AXIS, ALLIES, VEHICLE, PRIMARY, CABINET, COMMAND_POST, DISABLED = 1, 2, 8, 16, 32, 64, 128
-- spawnflags of vehicles that can be escorted
local RESURRECTABLE, ON_COMPASS = 8, 16
local DROPPED = 0x1000
local KINDS_OF_TARGETS = { func_explosive = "explosive", func_constructible = "constructible" }

local M = {}

local function has_bit(flags, bit)
  return flags % (2 * bit) >= bit
end

local function side(flags)
  local is_axis, is_allied = has_bit(flags, AXIS), has_bit(flags, ALLIES)
  return is_axis and not is_allied and "AXIS" or is_allied and not is_axis and "ALLIES" or ""
end

local function name_of(...)
  for i = 1, select("#", ...) do
    local name = text.clean_first(select(i, ...) or "")
    if name ~= "" then
      return name
    end
  end
  return "unnamed"
end

local function centre(entity)
  local low, high = get(entity, "r.absmin"), get(entity, "r.absmax")
  return (low[1] + high[1]) / 2, (low[2] + high[2]) / 2, (low[3] + high[3]) / 2
end

-- targetname to kind, of everything that can be blown up or built
local function kinds_by_target(classes)
  local kinds = {}
  for entity, classname in pairs(classes) do
    local kind, name = KINDS_OF_TARGETS[classname], get(entity, "targetname")
    if kind and name then
      kinds[name] = kind
    end
  end
  return kinds
end

local function add(found, name, kind, entity, team, is_primary, x, y, z)
  found[#found + 1] = {
    name = name,
    kind = kind,
    entity = entity,
    team = team,
    is_primary = is_primary,
    x = x,
    y = y,
    z = z,
    source = "map",
  }
end

local function trigger_kind(entity, flags, kinds)
  if has_bit(flags, COMMAND_POST) then
    return "command_post"
  elseif has_bit(flags, VEHICLE) then
    return "vehicle"
  end
  return kinds[get(entity, "target") or ""] or "other"
end

local function add_triggers(found, kinds)
  for i = 0, TRIGGERS - 1 do
    local track = et.trap_GetConfigstring(TRIGGER_NAMES + i)
    local data = et.trap_GetConfigstring(TRIGGER_DATA + i)
    if track == "" then
      return
    end
    local function number(key)
      return tonumber(et.Info_ValueForKey(data, key)) or 0
    end
    local entity, flags = number("e"), number("s")
    if
      entity >= FIRST_ENTITY
      and entity <= LAST_ENTITY
      and not has_bit(flags, CABINET)
      and not has_bit(flags, DISABLED)
    then
      add(
        found,
        name_of(track, et.Info_ValueForKey(data, "n")),
        trigger_kind(entity, flags, kinds),
        entity,
        side(flags),
        has_bit(flags, PRIMARY),
        number("x"),
        number("y"),
        number("z")
      )
    end
  end
end

local function add_flag(found, entity, team)
  if not has_bit(get(entity, "flags"), DROPPED) then
    local p = get(entity, "r.currentOrigin")
    add(
      found,
      name_of(get(entity, "message"), get(entity, "scriptName"), team .. " item"),
      "flag",
      entity,
      team,
      false,
      p[1],
      p[2],
      p[3]
    )
  end
end

local function add_capture_trigger(found, entity)
  local x, y, z = centre(entity)
  add(
    found,
    name_of(get(entity, "scriptName")),
    "capture_trigger",
    entity,
    side(get(entity, "spawnflags")),
    false,
    x,
    y,
    z
  )
end

local FINDERS = {
  team_CTF_redflag = function(found, entity)
    add_flag(found, entity, "AXIS")
  end,
  team_CTF_blueflag = function(found, entity)
    add_flag(found, entity, "ALLIES")
  end,
  trigger_flagonly = add_capture_trigger,
  trigger_flagonly_multiple = add_capture_trigger,
  team_WOLF_checkpoint = function(found, entity)
    local p, holder = get(entity, "r.currentOrigin"), get(entity, "count")
    local team = holder == 1 and "AXIS" or holder == 2 and "ALLIES" or ""
    add(
      found,
      name_of(get(entity, "scriptName"), "checkpoint_" .. entity),
      "checkpoint",
      entity,
      team,
      false,
      p[1],
      p[2],
      p[3]
    )
  end,
  script_mover = function(found, entity)
    local described = et.Info_ValueForKey(et.trap_GetConfigstring(MOVER_NAMES), tostring(entity))
    local flags = get(entity, "spawnflags")
    if described ~= "" or has_bit(flags, RESURRECTABLE) or has_bit(flags, ON_COMPASS) then
      local p = get(entity, "r.currentOrigin")
      add(found, name_of(described, get(entity, "scriptName")), "vehicle", entity, "", false, p[1], p[2], p[3])
    end
  end,
}

-- Classname by entity, of those that matter.
local function interesting()
  local classes = {}
  for entity = FIRST_ENTITY, LAST_ENTITY do
    local classname = get(entity, "classname")
    if FINDERS[classname] or KINDS_OF_TARGETS[classname] then
      classes[entity] = classname
    end
  end
  return classes
end

-- All objectives of the map, triggers first, then by entity number. About 0.3 ms: done while no client is in.
function M.find()
  local found, classes = {}, interesting()
  add_triggers(found, kinds_by_target(classes))
  for entity = FIRST_ENTITY, LAST_ENTITY do
    local finder = FINDERS[classes[entity]]
    if finder then
      finder(found, entity)
    end
  end
  return found
end

return M
end)()

-- files.lua ---------------------------------------------------------------------------------------------------------

loaded.files = (function()
-- The game's file system, with every call that a server could refuse checked before and after.
-- Does not belong here: what is in the files.

local READ, WRITE, APPEND_SYNC = 0, 1, 3
-- The engine refuses longer paths; the home path comes on top.
local LONGEST_NAME = 160

local M = {}

local function open(name, mode)
  if #name > LONGEST_NAME then
    return nil, -1
  end
  local handle, length = et.trap_FS_FOpenFile(name, mode)
  if not handle or handle <= 0 then
    return nil, -1
  end
  return handle, length
end

function M.create(name)
  return (open(name, WRITE))
end

-- Every write reaches the operating system at once, so a killed server loses none.
function M.append(name)
  return (open(name, APPEND_SYNC))
end

-- Handle and length; nil if there is no such file.
function M.open_to_read(name)
  return open(name, READ)
end

-- False if the disk did not take all of it.
function M.write(handle, text)
  return text == "" or et.trap_FS_Write(text, #text, handle) == #text
end

function M.read(handle, bytes)
  return et.trap_FS_Read(handle, bytes)
end

function M.close(handle)
  et.trap_FS_FCloseFile(handle)
end

function M.rename(old, new)
  et.trap_FS_Rename(old, new)
end

-- Length of a file, 0 if there is none. There is no call that asks, and none that deletes: an empty file is no file.
function M.size(name)
  local handle, length = open(name, READ)
  if not handle then
    return 0
  end
  M.close(handle)
  return length
end

function M.empty(name)
  local handle = M.create(name)
  if handle then
    M.close(handle)
  end
end

return M
end)()

-- objective_text.lua ------------------------------------------------------------------------------------------------

loaded.objective_text = (function()
-- The file by which an admin overrides the objectives of a map: its lines as tables.
-- Does not belong here: objectives found on the map.
--
-- proximity/objectives/<map>.txt, one objective a line: name;x;y;z[;kind[;team[;is_primary]]], or name;off to leave one
-- out. Lines that begin with # are comments.

local files = require("files")

local tonumber = tonumber
local LARGEST_BYTES = 65536

local M = {}

local function fields_of(line)
  local fields = {}
  for field in string.gmatch(line .. ";", "([^;]*);") do
    fields[#fields + 1] = field
  end
  return fields
end

local function entry_of(line)
  local fields = fields_of(line)
  if fields[2] == "off" then
    return { name = fields[1], is_off = true }
  end
  local x, y, z = tonumber(fields[2]), tonumber(fields[3]), tonumber(fields[4])
  if not (x and y and z) then
    return nil
  end
  return { name = fields[1], x = x, y = y, z = z, kind = fields[5], team = fields[6], is_primary = fields[7] == "1" }
end

-- Entries, and the lines that are none. Empty if there is no file.
function M.read(name)
  local entries, bad = {}, {}
  local handle, length = files.open_to_read(name)
  if not handle then
    return entries, bad
  end
  local text = files.read(handle, math.min(length, LARGEST_BYTES))
  files.close(handle)
  for line in string.gmatch(text, "[^\r\n]+") do
    if string.sub(line, 1, 1) ~= "#" then
      local entry = entry_of(line)
      if entry then
        entries[#entries + 1] = entry
      else
        bad[#bad + 1] = line
      end
    end
  end
  return entries, bad
end

return M
end)()

-- objectives.lua ----------------------------------------------------------------------------------------------------

loaded.objectives = (function()
-- The objectives of the map: found on it, overridden by a file, written as OBJECTIVES.
-- Does not belong here: who is near them; see focus.lua.

local console = require("console")
local game = require("game")
local objective_scan = require("objective_scan")
local objective_text = require("objective_text")
local round = require("round")
local round_file = require("round_file")
local text = require("text")

local format, floor = string.format, math.floor

local KINDS = {
  explosive = true,
  constructible = true,
  flag = true,
  checkpoint = true,
  vehicle = true,
  command_post = true,
  capture_trigger = true,
  other = true,
}
local TEAMS = { AXIS = true, ALLIES = true }

local M = { list = {}, is_known = false }

function M.start()
  M.list, M.is_known = {}, false
end

local function override(list, entry)
  local name, is_found = text.clean_first(entry.name), false
  for i = #list, 1, -1 do
    local objective = list[i]
    if objective.name == name then
      is_found = true
      if entry.is_off then
        table.remove(list, i)
      else
        objective.x, objective.y, objective.z, objective.source = entry.x, entry.y, entry.z, "override"
      end
    end
  end
  if not is_found and not entry.is_off then
    list[#list + 1] = {
      name = name,
      kind = KINDS[entry.kind] and entry.kind or "other",
      entity = "",
      team = TEAMS[entry.team] and entry.team or "",
      is_primary = entry.is_primary,
      x = entry.x,
      y = entry.y,
      z = entry.z,
      source = "override",
    }
  end
end

local function write(objective)
  round_file.row(
    round.file,
    "OBJECTIVES",
    format(
      "%s;%s;%s;%s;%d;%d;%d;%d;%s",
      objective.name,
      objective.kind,
      objective.entity,
      objective.team,
      objective.is_primary and 1 or 0,
      floor(objective.x + 0.5),
      floor(objective.y + 0.5),
      floor(objective.z + 0.5),
      objective.source
    )
  )
end

-- Looks for the objectives, once a round. `has_rows`: they were written before the module was loaded anew.
function M.find(has_rows)
  M.is_known = true
  M.list = objective_scan.find()
  local name = round.folder .. "/objectives/" .. text.word(game.map(), 64) .. ".txt"
  local entries, bad = objective_text.read(name)
  for _, line in ipairs(bad) do
    console.line(name .. ': "' .. line .. '" is not name;x;y;z or name;off; ignored')
  end
  for _, entry in ipairs(entries) do
    override(M.list, entry)
  end
  if not has_rows then
    for _, objective in ipairs(M.list) do
      write(objective)
    end
  end
end

return M
end)()

-- constructions.lua -------------------------------------------------------------------------------------------------

loaded.constructions = (function()
-- CONSTRUCTION_EVENTS: dynamite planted and defused, objectives destroyed and built, flag poles captured.
-- Does not belong here: documents and flags that are carried.

local body = require("body")
local clock = require("clock")
local objectives = require("objectives")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local text = require("text")
local tracks = require("tracks")

local get, format, floor = et.gentity_get, string.format, math.floor

-- A flag pole is taken by touching it; a builder stands at what he builds.
local CAPTURE_UNITS, BUILD_UNITS = 500, 200
local POLL_MS = 500

local M = {}
-- Side that holds a flag pole, by entity.
local holders = {}
local polled_at

function M.start()
  holders, polled_at = {}, nil
end

local function write(event, player, track)
  if round.settings.constructions == 0 then
    return
  end
  local x, y, z = body.position(player.slot)
  round_file.row(
    round.file,
    "CONSTRUCTION_EVENTS",
    format(
      "%d;%s;%s;%s;%s;%s;%d;%d;%d",
      clock.time,
      event,
      player.guid,
      player.name,
      player.team_name,
      track,
      floor(x + 0.5),
      floor(y + 0.5),
      floor(z + 0.5)
    )
  )
end

-- A line of the game about dynamite: who did it, and the text of the objective ("(null)" if the map gives none).
function M.told(event, slot, track)
  if players.is_slot(slot) then
    write(event, players.read_side(players.get(slot)), track == "(null)" and "" or text.clean(track))
  end
end

local function nearest(kind, x, y, z, units)
  local best, best_square, is_any = nil, units * units, false
  for _, objective in ipairs(objectives.list) do
    if objective.kind == kind then
      is_any = true
      local dx, dy, dz = objective.x - x, objective.y - y, objective.z - z
      local square = dx * dx + dy * dy + dz * dz
      if square <= best_square then
        best, best_square = objective, square
      end
    end
  end
  return best, is_any
end

-- "Repair: N" is printed for the last stage of a construction and for a mended machine gun nest. On a map that has
-- constructibles one must stand near, or it was a nest.
function M.built(slot)
  if not players.is_slot(slot) then
    return
  end
  local x, y, z = body.position(slot)
  local objective, is_any = nearest("constructible", x, y, z, BUILD_UNITS)
  objective = objective or nearest("command_post", x, y, z, BUILD_UNITS)
  if not objective and is_any then
    return
  end
  write("construction_complete", players.read_side(players.get(slot)), objective and objective.name or "")
end

-- Where they are now: the last sample may be older. Of two at one distance the one with the lower slot.
local function nearest_player(team, pole)
  local best, best_square = nil, CAPTURE_UNITS * CAPTURE_UNITS
  for slot = players.count - 1, 0, -1 do
    local life = tracks.lives[slot]
    if life and life.is_alive and life.team == team then
      local x, y, z = body.position(slot)
      local dx, dy, dz = x - pole.x, y - pole.y, z - pole.z
      local square = dx * dx + dy * dy + dz * dz
      if square <= best_square then
        best, best_square = life, square
      end
    end
  end
  return best
end

local function poll(pole)
  local holder = get(pole.entity, "count")
  local before = holders[pole.entity]
  holders[pole.entity] = holder
  if before and holder ~= before and (holder == players.AXIS or holder == players.ALLIES) then
    local life = nearest_player(holder, pole)
    if life then
      write("flag_captured", players.get(life.slot), pole.name)
    end
  end
end

-- Looks at the flag poles now and then. Entity numbers are used again, so the class is looked at too.
function M.frame()
  if polled_at and clock.time - polled_at < POLL_MS then
    return
  end
  polled_at = clock.time
  for _, objective in ipairs(objectives.list) do
    if objective.kind == "checkpoint" and objective.entity ~= "" then
      if get(objective.entity, "classname") == "team_WOLF_checkpoint" then
        poll(objective)
      end
    end
  end
end

return M
end)()

-- outcome.lua -------------------------------------------------------------------------------------------------------

loaded.outcome = (function()
-- ROUND_OUTCOME: who won the round, how it ended, and against which clock.
-- Does not belong here: noticing the end.

local clock = require("clock")
local game = require("game")
local round = require("round")
local round_file = require("round_file")

local format, find, sub = string.format, string.find, string.sub

local SECTION, KEY = "ROUND_OUTCOME", "1"
-- Half a frame at 5 frames a second: the limit is noticed in the frame after it.
local TOLERANCE_MS = 100

local M = {}

function M.start()
  M.exit, M.limit_ms, M.defender = nil, game.time_limit_ms(), game.defender()
end

-- "Exit: <reason>": the first one counts, the engine may print more.
function M.told(reason)
  M.exit = M.exit or reason
end

local function is_time_up()
  return M.limit_ms ~= nil and clock.time >= M.limit_ms - TOLERANCE_MS
end

-- Reason and surrendered side. Map scripts may end a round that runs out of time themselves.
local function reason_of(exit)
  local side = exit and (find(exit, "^Axis Surrender") and "AXIS" or find(exit, "^Allies Surrender") and "ALLIES")
  if side then
    return "surrender", side
  elseif exit and find(exit, "eliminated") then
    return "eliminated", ""
  elseif is_time_up() then
    return "time_limit", ""
  elseif exit and sub(exit, 1, 13) == "Wolf EndRound" then
    return "objective", ""
  elseif exit and sub(exit, 1, 9) == "Timelimit" then
    return "time_limit", ""
  end
  return "other", ""
end

local function row_of(winner, reason, next_limit_ms, side)
  return format("%s;%s;%s;%s;%s;%s", winner, M.defender, reason, M.limit_ms or "", next_limit_ms or "", side)
end

-- For the journal: what is known if nothing more comes.
function M.flush()
  round_file.draft(round.file, SECTION, KEY, row_of("", "recovered", nil, ""))
end

-- The round went to its end: read at the first intermission frame.
function M.write()
  local reason, side = reason_of(M.exit)
  M.reason, M.winner = reason, game.winner()
  round_file.keyed_row(round.file, SECTION, KEY, row_of(M.winner, reason, game.next_time_limit_ms(), side))
end

-- The round was broken off: nobody won.
function M.write_aborted(reason)
  M.reason, M.winner = reason, ""
  round_file.keyed_row(round.file, SECTION, KEY, row_of("", reason, nil, ""))
end

return M
end)()

-- revives.lua -------------------------------------------------------------------------------------------------------

loaded.revives = (function()
-- REVIVES: who brought whom back, by the engine's own word.
-- Does not belong here: the life that goes on.

local body = require("body")
local clock = require("clock")
local engagements = require("engagements")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

local format, sqrt = string.format, math.sqrt

local M = {}

local function nearest_enemy(player, x, y, z)
  local nearest, best = nil, nil
  for slot, life in pairs(tracks.lives) do
    if life.is_alive and players.are_enemies(life, player) then
      local ex, ey, ez = body.position(slot)
      local dx, dy, dz = ex - x, ey - y, ez - z
      local distance = sqrt(dx * dx + dy * dy + dz * dz)
      if not best or distance < best then
        nearest, best = life, distance
      end
    end
  end
  return nearest, best or 0
end

-- The medic was being shot at: an engagement on him is open, and its last hit not longer ago than an escape takes.
local function is_under_fire(medic)
  local engagement = engagements.open[medic.slot]
  return engagement ~= nil and clock.time < engagement.quiet_at
end

function M.write(revived, medic)
  local x, y, z = body.position(revived.slot)
  local enemy, distance = nearest_enemy(revived, x, y, z)
  round_file.row(
    round.file,
    "REVIVES",
    format(
      "%d;%s;%s;%s;%s;%.1f;%.1f;%.1f;%.1f;%s;%d",
      clock.time,
      medic.guid,
      medic.name,
      revived.guid,
      revived.name,
      x,
      y,
      z,
      distance,
      enemy and enemy.guid or "",
      is_under_fire(medic) and 1 or 0
    )
  )
end

return M
end)()

-- revival.lua -------------------------------------------------------------------------------------------------------

loaded.revival = (function()
-- et_Revive, and on servers before 2.84 the line that stands for it: who brought whom back, told to all who record it.
-- Does not belong here: their rows.

local kill_outcomes = require("kill_outcomes")
local players = require("players")
local revives = require("revives")
local spawns = require("spawns")

local M = {}
-- Revives that et_Revive told of and the line has not repeated yet, by slot of the revived.
local told = {}

function M.happened(slot, medic_slot)
  if not players.is_slot(slot) or not players.is_slot(medic_slot) then
    return
  end
  local revived, medic = players.get(slot), players.get(medic_slot)
  spawns.revived(slot)
  kill_outcomes.revived(slot, medic)
  revives.write(revived, medic)
  told[slot] = true
end

-- The engine prints the line after it called et_Revive.
function M.printed(slot, medic_slot)
  if told[slot] then
    told[slot] = nil
  else
    M.happened(slot, medic_slot)
    told[slot] = nil
  end
end

return M
end)()

-- prints.lua --------------------------------------------------------------------------------------------------------

loaded.prints = (function()
-- et_Print: lines of the game that tell what no callback tells.
-- Does not belong here: what follows from them.
--
-- Patterns are anchored: chat lines begin with other words, so nobody can write such a line.

local carriers = require("carriers")
local clock = require("clock")
local constructions = require("constructions")
local outcome = require("outcome")
local revival = require("revival")

local match, byte = string.match, string.byte
local tonumber, floor = tonumber, math.floor

local function number(text)
  return floor(tonumber(text))
end

-- Dynamite explodes inside the engine's frame.
local function dynamite(event, pattern, is_inside_frame)
  return function(line)
    local slot, track = match(line, pattern)
    if slot then
      if is_inside_frame then
        clock.inside_frame()
      end
      constructions.told(event, number(slot), track)
    end
  end
end

local BY_FIRST_BYTE = {
  [byte("E")] = function(line)
    local reason = match(line, "^Exit: (.-)\n?$")
    if reason then
      outcome.told(reason)
    end
  end,
  [byte("I")] = function(line)
    local slot, classname = match(line, "^Item: (%d+) (team_CTF_%a+)\n?$")
    if slot then
      carriers.touched(number(slot), classname)
    end
  end,
  [byte("O")] = dynamite("objective_destroyed", "^Objective_Destroyed: (%d+) ?(.-)\n?$", true),
  [byte("R")] = function(line)
    local slot = match(line, "^Repair: (%d+)\n?$")
    if slot then
      constructions.built(number(slot))
    end
  end,
  [byte("M")] = function(line)
    local medic, revived = match(line, "^Medic_Revive: (%d+) (%d+)\n?$")
    if medic then
      revival.printed(number(revived), number(medic))
    end
  end,
}

local planted = dynamite("dynamite_plant", "^Dynamite_Plant: (%d+) ?(.-)\n?$")
local defused = dynamite("dynamite_defuse", "^Dynamite_Diffuse: (%d+) ?(.-)\n?$")

BY_FIRST_BYTE[byte("D")] = function(line)
  planted(line)
  defused(line)
end

local M = {}

function M.told(line)
  local reader = BY_FIRST_BYTE[byte(line, 1)]
  if reader then
    reader(line)
  end
end

return M
end)()

-- focus.lua ---------------------------------------------------------------------------------------------------------

loaded.focus = (function()
-- OBJECTIVE_FOCUS: how close each player kept to the map's objectives, over the samples of his lives.
-- Does not belong here: finding objectives.

local objectives = require("objectives")
local round = require("round")
local round_file = require("round_file")

local format, sqrt, huge = string.format, math.sqrt, math.huge

local SECTION = "OBJECTIVE_FOCUS"
local RADIUS = 500

local M = {}
-- By player: one who leaves and comes back is the same.
local by_key, order = {}, {}

function M.start()
  by_key, order = {}, {}
end

local function focus_of(player)
  local focus = by_key[player.key]
  if not focus then
    focus = {
      key = player.key,
      who = player.guid .. ";" .. player.name .. ";" .. player.team_name,
      distance = 0,
      within = 0,
      nearest = {},
    }
    by_key[player.key] = focus
    order[#order + 1] = focus
  end
  return focus
end

local function nearest(x, y, z)
  local best, best_square = nil, huge
  local list = objectives.list
  for i = 1, #list do
    local objective = list[i]
    local dx = objective.x - x
    local square = dx * dx
    -- Most are farther away in x alone.
    if square < best_square then
      local dy, dz = objective.y - y, objective.z - z
      square = square + dy * dy + dz * dz
      if square < best_square then
        best, best_square = objective.name, square
      end
    end
  end
  return best, best_square
end

-- A sample of a living player. Returns his focus; the `last` one of a life is mostly that of its next sample too.
function M.sample(player, x, y, z, last)
  local name, square = nearest(x, y, z)
  if not name then
    return nil
  end
  local focus = last and last.key == player.key and last or focus_of(player)
  local distance = sqrt(square)
  focus.distance = focus.distance + distance
  if distance <= RADIUS then
    focus.within = focus.within + 1
  end
  focus.nearest[name] = (focus.nearest[name] or 0) + 1
  focus.is_new = true
  return focus
end

-- The objective that was nearest most often, of several the first in the alphabet; and the number of samples.
local function favourite(focus)
  local best, most, samples = "", 0, 0
  for name, count in pairs(focus.nearest) do
    samples = samples + count
    if count > most or count == most and name < best then
      best, most = name, count
    end
  end
  return best, samples
end

local function row_of(focus)
  local objective, samples = favourite(focus)
  return format(
    "%s;%s;%.1f;%d;%d",
    focus.who,
    objective,
    focus.distance / samples,
    focus.within * round.settings.sample_interval,
    samples
  )
end

-- For the journal.
function M.flush()
  for _, focus in ipairs(order) do
    if focus.is_new then
      focus.is_new = false
      round_file.draft(round.file, SECTION, focus.key, row_of(focus))
    end
  end
end

-- A row that was written before the module was loaded anew: exact but for the rounding of the mean.
function M.restore(row)
  local guid, name, team_name, objective, mean, within, samples =
    string.match(row, "^([^;]*);([^;]*);([^;]*);([^;]*);([^;]*);([^;]*);([^;]*)$")
  if guid == nil or guid == "" then
    return false
  end
  local count = tonumber(samples)
  local focus = focus_of({ key = guid, guid = guid, name = name, team_name = team_name })
  focus.distance = tonumber(mean) * count
  focus.within = math.floor(tonumber(within) / round.settings.sample_interval)
  focus.nearest[objective] = count
  return true
end

function M.write()
  for _, focus in ipairs(order) do
    round_file.keyed_row(round.file, SECTION, focus.key, row_of(focus))
  end
end

return M
end)()

-- journal.lua -------------------------------------------------------------------------------------------------------

loaded.journal = (function()
-- The journal: everything a round file is made of, on the disk every few seconds, so that no crash loses it.
-- Does not belong here: reading it back; see replay.lua.
--
-- Blocks of lines; a block's first line begins with \1, which no row holds:
--   \1#key=value             a fact of the header; the last one counts
--   \1+SECTION               rows of a section follow
--   \1~STREAM                items of a stream follow, to be appended to what came before
--   \1=SECTION KEY           the row that follows would be written if nothing came after it (a draft)
--   \1!SECTION KEY           the row that follows is written; the draft under the key is void
-- In a row \2STREAM\2 stands for the items of a stream. A last line without line end was cut and does not count.

local files = require("files")

local concat = table.concat

local M = {}

local SLOTS = 8

function M.name(folder, slot)
  return folder .. "/journal/journal-" .. slot .. ".txt"
end

-- Names of the journals that hold anything.
function M.leftovers(folder)
  local names = {}
  for slot = 1, SLOTS do
    local name = M.name(folder, slot)
    if files.size(name) > 0 then
      names[#names + 1] = name
    end
  end
  return names
end

local function free_name(folder)
  for slot = 1, SLOTS do
    local name = M.name(folder, slot)
    if files.size(name) == 0 then
      return name
    end
  end
  return nil
end

-- Opens the journal of a round: under `name` if it goes on with one, else under a free name. False if it cannot.
function M.open(folder, name)
  M.file_name = name or free_name(folder)
  M.lines, M.count, M.bytes, M.is_broken = {}, 0, 0, false
  M.handle = M.file_name and files.append(M.file_name)
  return M.handle ~= nil
end

local function put(line)
  local count = M.count + 1
  M.lines[count] = line
  M.count = count
end

function M.fact(key, value)
  put("\1#" .. key .. "=" .. value .. "\n")
end

function M.rows(section, chunk)
  put("\1+" .. section .. "\n")
  put(chunk)
end

function M.piece(stream, piece)
  put("\1~" .. stream .. "\n")
  put(piece)
  put("\n")
end

function M.draft(section, key, row)
  put("\1=" .. section .. " " .. key .. "\n")
  put(row)
  put("\n")
end

function M.final(section, key, row)
  put("\1!" .. section .. " " .. key .. "\n")
  put(row)
  put("\n")
end

function M.with_stream(head, stream, tail)
  return head .. "\2" .. stream .. "\2" .. tail
end

-- Writes what came since the last time. False, once, if the disk does not take it; the round goes on in memory.
function M.flush()
  local count = M.count
  M.count = 0
  if not M.handle or M.is_broken or count == 0 then
    return true
  end
  local text = concat(M.lines, "", 1, count)
  for i = 1, count do
    M.lines[i] = nil
  end
  M.bytes = M.bytes + #text
  M.is_broken = not files.write(M.handle, text)
  return not M.is_broken
end

function M.close()
  if M.handle then
    files.close(M.handle)
    M.handle = nil
  end
end

-- The round file is there: the journal is not needed any more.
function M.discard()
  M.close()
  if M.file_name then
    files.empty(M.file_name)
  end
end

return M
end)()

-- pauses.lua --------------------------------------------------------------------------------------------------------

loaded.pauses = (function()
-- PAUSES: when the game stood still, and for how long.
-- Does not belong here: noticing it; see clock.lua.

local clock = require("clock")
local round = require("round")
local round_file = require("round_file")

local format = string.format

local M = {}

-- The journal has a pause from its beginning on; it is a row when it is over.
function M.told(pause, has_ended)
  if has_ended then
    round_file.keyed_row(round.file, "PAUSES", pause.at, format("%d;%d;%d", pause.at, pause.duration, pause.unix))
    round_file.fact(round.file, "paused_ms", clock.paused_ms)
  end
end

-- For the journal.
function M.flush()
  local pause = clock.pause
  if pause then
    local so_far = clock.level_time - pause.level_time
    round_file.draft(round.file, "PAUSES", pause.at, format("%d;%d;%d", pause.at, so_far, pause.unix))
  end
end

return M
end)()

-- keeping.lua -------------------------------------------------------------------------------------------------------

loaded.keeping = (function()
-- Keeps the journal up to date while a round is played: what is open as a draft, what is finished for good.
-- Does not belong here: how the journal is written.

local carriers = require("carriers")
local clock = require("clock")
local console = require("console")
local engagements = require("engagements")
local focus = require("focus")
local heatmaps = require("heatmaps")
local journal = require("journal")
local kill_outcomes = require("kill_outcomes")
local outcome = require("outcome")
local pauses = require("pauses")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

-- The work is done in so many frames, one after the other, so that no frame has all of it.
local PHASES = 4

local M = {}

-- When the first phase is due again. What comes right after a phase waits for the last phase of the next time, which
-- writes; both together stay within the flush interval.
local function schedule(level_time)
  M.phase = 0
  M.due_at = level_time + round.settings.flush_interval - 2 * PHASES * clock.frame_ms
end

function M.start(level_time)
  schedule(level_time)
end

local function flush_drafts(phase)
  tracks.flush(phase, PHASES)
  engagements.flush(phase, PHASES)
  kill_outcomes.flush(phase, PHASES)
  if phase == 0 then
    carriers.flush()
    heatmaps.flush()
    focus.flush()
    pauses.flush()
    outcome.flush()
    round_file.fact(round.file, "last_unix", os.time())
  end
end

local function write()
  round_file.flush(round.file)
  if round.file.journal and not journal.flush() then
    console.line("the journal cannot be written any more: a crash would lose the rest of this round")
  end
end

local function do_phase(phase)
  if round.file.journal then
    flush_drafts(phase)
  end
  if phase == PHASES - 1 then
    write()
  end
end

-- Everything at once.
function M.flush()
  for phase = 0, PHASES - 1 do
    do_phase(phase)
  end
end

-- Once a frame.
function M.frame(level_time)
  if level_time >= M.due_at then
    local phase = M.phase
    M.phase = phase + 1
    do_phase(phase)
    if M.phase == PHASES then
      schedule(level_time)
    end
  end
end

return M
end)()

-- replay.lua --------------------------------------------------------------------------------------------------------

loaded.replay = (function()
-- Reads a journal back into a round file, line by line.
-- Does not belong here: what happens with the round file; the disk.

local round_file = require("round_file")
local streams = require("stream")

local find, sub, match, byte = string.find, string.sub, string.match, string.byte

local M = {}

function M.new(file)
  return {
    file = file,
    rest = "",
    kind = nil,
    section = nil,
    key = nil,
    streams = {},
    drafts = {},
    order = {},
    highest_engagement = 0,
  }
end

local function stream_of(replay, id)
  local stream = replay.streams[id]
  if not stream then
    stream = streams.new(id)
    replay.streams[id] = stream
  end
  return stream
end

local function write_row(replay, section, key, row)
  local head, id, tail = match(row, "^([^\2]*)\2([^\2]*)\2(.*)$")
  if head then
    round_file.streamed_row(replay.file, section, key, head, stream_of(replay, id), tail)
  else
    round_file.row(replay.file, section, row)
  end
  if section == "ENGAGEMENTS" then
    local id_text = match(row, "^(%d+);")
    replay.highest_engagement = math.max(replay.highest_engagement, tonumber(id_text) or 0)
  end
end

local function draft_of(replay, section, key)
  local name = section .. " " .. key
  local draft = replay.drafts[name]
  if not draft then
    draft = { section = section, key = key }
    replay.drafts[name] = draft
    replay.order[#replay.order + 1] = draft
  end
  return draft
end

local function open_block(replay, line)
  local kind, rest = sub(line, 2, 2), sub(line, 3)
  replay.kind = kind
  if kind == "#" then
    local key, value = match(rest, "^([^=]*)=(.*)$")
    if key then
      replay.file.facts[key] = value
    end
  else
    replay.section, replay.key = match(rest, "^(%S+) ?(.*)$")
    if kind ~= "~" and not replay.file.sections[replay.section] then
      replay.kind = nil
    end
  end
end

local function take_line(replay, line)
  local kind = replay.kind
  if byte(line, 1) == 1 then
    open_block(replay, line)
  elseif kind == "+" then
    write_row(replay, replay.section, nil, line)
  elseif kind == "~" then
    streams.add_piece(stream_of(replay, replay.section), line)
  elseif kind == "=" then
    draft_of(replay, replay.section, replay.key).row = line
  elseif kind == "!" then
    draft_of(replay, replay.section, replay.key).row = nil
    write_row(replay, replay.section, replay.key, line)
  end
end

-- Takes the next part of the journal; it may end anywhere.
function M.feed(replay, text)
  text = replay.rest .. text
  local from = 1
  while true do
    local line_end = find(text, "\n", from, true)
    if not line_end then
      break
    end
    take_line(replay, sub(text, from, line_end - 1))
    from = line_end + 1
  end
  replay.rest = sub(text, from)
end

-- The journal is read: what is still a draft is written, but for what `takers[section](row)` says it took.
function M.finish(replay, takers)
  for _, draft in ipairs(replay.order) do
    if draft.row then
      local taker = takers and takers[draft.section]
      if not (taker and taker(draft.row)) then
        write_row(replay, draft.section, draft.key, draft.row)
      end
    end
  end
  round_file.flush(replay.file)
end

return M
end)()

-- resuming.lua ------------------------------------------------------------------------------------------------------

loaded.resuming = (function()
-- Going on with a round after lua_restart: its journal is read back, at once, and what was open begins anew.
-- Does not belong here: rounds that broke off for good; see recovery.lua.

local clock = require("clock")
local engagements = require("engagements")
local files = require("files")
local focus = require("focus")
local game = require("game")
local heatmaps = require("heatmaps")
local journal = require("journal")
local replay = require("replay")
local round = require("round")
local round_file = require("round_file")

local FIRST_BYTES = 4096
local SLICE_BYTES = 65536

local M = {}

local function instance_of(name)
  local handle, length = files.open_to_read(name)
  if not handle then
    return nil
  end
  local text = files.read(handle, math.min(length, FIRST_BYTES))
  files.close(handle)
  return string.match(text, "\1#instance=([^\n]*)\n")
end

-- The journal of this very instance of the game, or nil.
function M.find()
  local instance = game.instance()
  for _, name in ipairs(journal.leftovers(round.folder)) do
    if instance_of(name) == instance then
      return name
    end
  end
  return nil
end

local TAKERS = {
  KILL_HEATMAP = function(row)
    return heatmaps.restore("KILL_HEATMAP", row)
  end,
  MOVEMENT_HEATMAP = function(row)
    return heatmaps.restore("MOVEMENT_HEATMAP", row)
  end,
  OBJECTIVE_FOCUS = focus.restore,
  ROUND_OUTCOME = function()
    return true
  end,
}

-- Reads the journal into the round's file. Lives and engagements that were open end where they were; those of players
-- who live begin anew.
function M.read(name)
  local file = round.file
  local writing = file.journal
  file.journal = nil
  local reading = replay.new(file)
  local handle, length = files.open_to_read(name)
  while length > 0 do
    local bytes = math.min(length, SLICE_BYTES)
    replay.feed(reading, files.read(handle, bytes))
    length = length - bytes
  end
  files.close(handle)
  file.journal = writing
  replay.finish(reading, TAKERS)
  engagements.next_id = reading.highest_engagement + 1
  round.run = (tonumber(file.facts.runs) or 1) + 1
  round_file.fact(file, "runs", round.run)
  clock.paused_ms = tonumber(file.facts.paused_ms) or 0
end

return M
end)()

-- sampling.lua ------------------------------------------------------------------------------------------------------

loaded.sampling = (function()
-- The shared tick: at one moment all living players are sampled, for all who need samples.
-- Does not belong here: what a sample says.

local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local focus = require("focus")
local heatmaps = require("heatmaps")
local players = require("players")
local round = require("round")
local tracks = require("tracks")

local M = {}

function M.start()
  M.next_at = clock.time
end

function M.is_due()
  return clock.time >= M.next_at
end

-- Ticks lie on a grid, so that late frames do not add up.
local function schedule(time)
  local interval = round.settings.sample_interval
  repeat
    M.next_at = M.next_at + interval
  until M.next_at > time
end

-- Once a frame, not in a pause.
function M.frame()
  if not M.is_due() then
    return
  end
  local time = clock.time
  schedule(time)
  local lives, stamp = tracks.lives, clock.stamp(time)
  for slot = 0, players.count - 1 do
    local life = lives[slot]
    local place = life and life.is_alive and tracks.sample(life, time, stamp)
    if place then
      local x, y, z = life.x, life.y, life.z
      life.cell = heatmaps.traversal(x, y, life.cell)
      life.focus = focus.sample(life.player, x, y, z, life.focus)
      local engagement = engagements.open[slot]
      if engagement then
        engagements.sample(engagement, time, x, y, z, stamp, place)
      end
      if carriers.count > 0 then
        carriers.sample(slot, x, y, z)
      end
    end
  end
end

return M
end)()

-- closing.lua -------------------------------------------------------------------------------------------------------

loaded.closing = (function()
-- The end of a round: everything that is still open is closed, a player a frame, and what was counted is written.
-- Does not belong here: noticing the end; the disk.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local focus = require("focus")
local guard = require("guard")
local heatmaps = require("heatmaps")
local kill_outcomes = require("kill_outcomes")
local outcome = require("outcome")
local pauses = require("pauses")
local players = require("players")
local round = require("round")
local round_file = require("round_file")
local tracks = require("tracks")

local get = et.gentity_get

local M = {}

-- Where everybody is, before the engine moves on. In intermission ps.origin is the camera already.
local function remember_places(is_intermission)
  for slot, life in pairs(tracks.lives) do
    if life.is_alive then
      if is_intermission then
        life.x, life.y, life.z = body.last_position(slot)
      else
        life.x, life.y, life.z = body.position(slot)
      end
      life.last_health = get(slot, "health")
    end
  end
end

-- Starts to close. `reason` is why the round was broken off, nil if it went to its end.
function M.start(reason)
  M.end_type = reason and "shutdown" or "round_end"
  M.next_slot, M.next_tail = 0, 1
  clock.stop(pauses.told)
  remember_places(reason == nil)
  if reason then
    outcome.write_aborted(reason)
  else
    outcome.write()
  end
  local file = round.file
  round_file.fact(file, "round_end_unix", os.time())
  round_file.fact(file, "paused_ms", clock.paused_ms)
  round_file.fact(file, "is_incomplete", reason and 1 or 0)
end

local function close_slot(slot)
  local engagement, life = engagements.open[slot], tracks.lives[slot]
  if engagement then
    local place = life or engagement
    engagements.close(engagement, M.end_type, place.x, place.y, place.z)
  end
  carriers.round_ended(slot, M.end_type, outcome.reason == "objective" and outcome.winner or nil)
  kill_outcomes.round_ended(slot)
  if life then
    tracks.finish(life, clock.time, M.end_type, life.last_health)
  end
end

local TAILS = {
  heatmaps.write_kills,
  heatmaps.write_movement,
  focus.write,
  function()
    round_file.fact(round.file, "tracker_errors", guard.errors)
    round_file.flush(round.file)
  end,
}

-- One step; true when all is closed.
function M.step()
  if M.next_slot < players.count then
    local slot = M.next_slot
    M.next_slot = slot + 1
    close_slot(slot)
    return false
  end
  local tail = TAILS[M.next_tail]
  if tail then
    M.next_tail = M.next_tail + 1
    tail()
    return false
  end
  return true
end

return M
end)()

-- names.lua ---------------------------------------------------------------------------------------------------------

loaded.names = (function()
-- Names of the files: round files, and what is on the way to become one.
-- Does not belong here: their content.

local text = require("text")

local MAP_BYTES = 64

local M = {}

-- `unix` is the end of the round; the name carries it in the server's local time.
function M.round_file(folder, facts, unix)
  return folder
    .. "/"
    .. os.date("%Y-%m-%d-%H%M%S", unix)
    .. "-"
    .. text.word(facts.map, MAP_BYTES)
    .. "-round-"
    .. facts.round
    .. "_engagements.txt"
end

-- Where a round file grows; it belongs to the journal that it is made from.
function M.temporary(folder, journal_name)
  return journal_name and string.gsub(journal_name, "%.txt$", ".tmp") or folder .. "/journal/journal-0.tmp"
end

return M
end)()

-- adler.lua ---------------------------------------------------------------------------------------------------------

loaded.adler = (function()
-- Adler-32 in plain arithmetic, as zlib.adler32 computes it: checksums of texts, and of texts put together.
-- Does not belong here: what is summed.

local byte, format = string.byte, string.format

local MODULUS = 65521

local M = {}

-- The two halves of the checksum of a text. Exact for texts of up to 5 MB, in doubles (LuaJIT) too.
function M.of(text)
  local a, b, i, length = 1, 0, 1, #text
  while i + 15 <= length do
    local c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 = byte(text, i, i + 15)
    -- Sixteen times: a = a + the byte, b = b + a.
    a = a + c1
    b = b + a
    a = a + c2
    b = b + a
    a = a + c3
    b = b + a
    a = a + c4
    b = b + a
    a = a + c5
    b = b + a
    a = a + c6
    b = b + a
    a = a + c7
    b = b + a
    a = a + c8
    b = b + a
    a = a + c9
    b = b + a
    a = a + c10
    b = b + a
    a = a + c11
    b = b + a
    a = a + c12
    b = b + a
    a = a + c13
    b = b + a
    a = a + c14
    b = b + a
    a = a + c15
    b = b + a
    a = a + c16
    b = b + a
    i = i + 16
  end
  while i <= length do
    a = a + byte(text, i)
    b = b + a
    i = i + 1
  end
  return a % MODULUS, b % MODULUS
end

-- The halves of two texts, one after the other; `bytes2` is the length of the second.
function M.joined(a1, b1, a2, b2, bytes2)
  return (a1 + a2 - 1) % MODULUS, (b1 + b2 + (bytes2 % MODULUS) * (a1 - 1)) % MODULUS
end

function M.hex(a, b)
  return format("%04x%04x", b, a)
end

return M
end)()

-- writer.lua --------------------------------------------------------------------------------------------------------

loaded.writer = (function()
-- Puts a finished round file onto the disk: a slice a frame, under a temporary name, renamed when it is whole.
-- Does not belong here: the text of rows; when to write.

local adler = require("adler")
local files = require("files")
local header = require("header")
local piles = require("pile")
local sections = require("sections")

local concat, sub = table.concat, string.sub

local END_LINE = "# END sections=%d rows=%d checksum=%s counts=%s\n"

local M = {}

local function is_written(section, content, capabilities)
  if content.rows > 0 then
    return true
  end
  return section.always and not (section.flag and string.find(capabilities, section.flag .. ":0", 1, true))
end

-- The file but for its end line, as texts in order; and what the end line says of them.
local function plan(file)
  local texts, count = { header.text(file.facts) }, 1
  local counts, rows = {}, 0
  local function add(text)
    count = count + 1
    texts[count] = text
  end
  for _, section in ipairs(sections.SECTIONS) do
    local content = file.sections[section.name]
    if is_written(section, content, file.facts.capabilities or "") then
      add(sections.heading(section, #counts == 0))
      local pile, pile_count = piles.texts(content.pile)
      for i = 1, pile_count do
        add(pile[i])
      end
      rows = rows + content.rows
      counts[#counts + 1] = section.name .. ":" .. content.rows
    end
  end
  return { texts = texts, count = count, counts = counts, rows = rows }
end

-- Starts to write `file` as `name`, by way of `temporary`. Nil if the disk refuses.
function M.start(file, name, temporary)
  local handle = files.create(temporary)
  if not handle then
    return nil
  end
  local job = plan(file)
  job.handle, job.name, job.temporary = handle, name, temporary
  -- The text that is due next, and its first byte that is; the checksum of what has been written.
  job.text, job.from, job.a, job.b = 1, 1, 1, 0
  return job
end

-- The next `bytes` bytes, less only at the end; moves on behind them.
local function slice(job, bytes)
  local parts, size = {}, 0
  while size < bytes and job.text <= job.count do
    local text = job.texts[job.text]
    local part = sub(text, job.from, job.from + bytes - size - 1)
    parts[#parts + 1], size = part, size + #part
    job.from = job.from + #part
    if job.from > #text then
      job.text, job.from = job.text + 1, 1
    end
  end
  return concat(parts)
end

-- A slice is summed up when it is written: while people play nobody needs the checksum.
local function write_slice(job, bytes)
  local text = slice(job, bytes)
  local a, b = adler.of(text)
  job.a, job.b = adler.joined(job.a, job.b, a, b, #text)
  return files.write(job.handle, text)
end

local function write_end(job)
  local line = string.format(END_LINE, #job.counts, job.rows, adler.hex(job.a, job.b), concat(job.counts, ","))
  return files.write(job.handle, line)
end

-- Writes so many bytes. "writing", then "written", or "failed".
function M.step(job, bytes)
  local is_taken = write_slice(job, bytes)
  local is_last = job.text > job.count
  if is_taken and is_last then
    is_taken = write_end(job)
  end
  if is_taken and not is_last then
    return "writing"
  end
  files.close(job.handle)
  if not is_taken then
    return "failed"
  end
  files.rename(job.temporary, job.name)
  return files.size(job.name) > 0 and "written" or "failed"
end

return M
end)()

-- winding_up.lua ----------------------------------------------------------------------------------------------------

loaded.winding_up = (function()
-- After the end of a round, a little each frame: what is open is closed, the file written, the journal emptied.
-- Does not belong here: noticing the end; how each of these is done.

local closing = require("closing")
local collector = require("collector")
local console = require("console")
local guard = require("guard")
local journal = require("journal")
local names = require("names")
local round = require("round")
local round_file = require("round_file")
local writer = require("writer")

-- Closing steps in one frame: a player with his engagement is one.
local STEPS_A_FRAME = 2
-- More than enough to get to the end, even if every step fails.
local MOST_STEPS, MOST_BYTES = 500, 1048576

-- "idle", then "closing", "writing", "written", or "failed", and "idle" again.
local M = { state = "idle" }

-- `reason` is why the round was broken off, nil if it went to its end. Until the file is written nothing is collected:
-- a collection would be the longest part of it.
function M.start(reason)
  collector.hold()
  M.state = "closing"
  closing.start(reason)
  round_file.flush(round.file)
  journal.flush()
end

local function has_anything(file)
  return file.sections.ENGAGEMENTS.rows + file.sections.PLAYER_TRACKS.rows > 0
end

local function begin_writing()
  local file = round.file
  if not has_anything(file) then
    M.state = "written"
    return
  end
  local name = names.round_file(round.folder, file.facts, tonumber(file.facts.round_end_unix))
  round_file.fact(file, "file", name)
  journal.flush()
  journal.close()
  M.job = writer.start(file, name, names.temporary(round.folder, journal.file_name))
  M.state = M.job and "writing" or "failed"
end

local ACTIONS = {
  closing = function(steps)
    for _ = 1, steps do
      if closing.step() then
        begin_writing()
        return
      end
    end
    journal.flush()
  end,
  writing = function(_, bytes)
    M.state = writer.step(M.job, bytes)
    if M.state == "written" then
      console.line("wrote " .. M.job.name)
    end
  end,
  -- In a frame of its own: emptying a large file takes a while.
  written = function()
    M.state = "idle"
    journal.discard()
  end,
  failed = function()
    M.state = "idle"
    journal.close()
    console.line("the round file cannot be written; its journal is kept for the next start")
  end,
}

local function act(steps, bytes)
  ACTIONS[M.state](steps, bytes)
  if M.state == "idle" then
    M.job, round.file = nil, nil
    collector.go_on()
  end
end

-- Once a frame, until it is idle.
function M.frame()
  if M.state ~= "idle" then
    act(STEPS_A_FRAME, round.settings.write_kb_per_frame * 1024)
  end
end

-- The virtual machine goes: everything at once.
function M.at_once()
  for _ = 1, MOST_STEPS do
    if M.state == "idle" then
      return
    end
    guard.try("winding up", act, MOST_STEPS, MOST_BYTES)
  end
end

return M
end)()

-- recorder.lua ------------------------------------------------------------------------------------------------------

loaded.recorder = (function()
-- The course of a round in the tracker: begun, recorded, closed, written.
-- Does not belong here: what is recorded.
--
-- A round that is played is one virtual machine: the engine makes a new one at every map load and restart. Only
-- lua_restart puts a new one into a running round; then the journal is read back and the round goes on.

local carriers = require("carriers")
local class_changes = require("class_changes")
local clock = require("clock")
local console = require("console")
local constructions = require("constructions")
local engagements = require("engagements")
local focus = require("focus")
local game = require("game")
local header = require("header")
local heatmaps = require("heatmaps")
local hits = require("hits")
local journal = require("journal")
local keeping = require("keeping")
local kill_outcomes = require("kill_outcomes")
local objectives = require("objectives")
local outcome = require("outcome")
local pauses = require("pauses")
local players = require("players")
local resuming = require("resuming")
local round = require("round")
local round_file = require("round_file")
local sampling = require("sampling")
local spawns = require("spawns")
local sprinting = require("sprinting")
local tracks = require("tracks")
local winding_up = require("winding_up")

-- After the engine's settle frames no client is in yet, and everything on the map stands where it belongs.
local SETTLED_MS = 500
-- Each starts from nothing with a round; the clock before all of them.
local PARTS = {
  players,
  tracks,
  engagements,
  hits,
  kill_outcomes,
  carriers,
  class_changes,
  spawns,
  heatmaps,
  objectives,
  focus,
  constructions,
  outcome,
  sprinting,
  sampling,
}

local M = {}
local was_late = false

local function write_facts(file)
  local settings = round.settings
  for key, value in pairs({
    instance = game.instance(),
    map = game.map(),
    round = game.round_number(),
    crossfire_window = settings.crossfire_window,
    escape_time = settings.escape_time,
    escape_distance = settings.escape_distance,
    position_sample_interval = settings.sample_interval,
    round_start_unix = os.time() - math.floor(clock.time / 1000),
    round_end_unix = 0,
    axis_spawn_interval = game.spawn_interval(players.AXIS),
    allies_spawn_interval = game.spawn_interval(players.ALLIES),
    tracker_version_full = header.VERSION,
    test_mode = 0,
    capabilities = header.capabilities(settings),
    server = settings.server,
    sv_fps = et.trap_Cvar_Get("sv_fps"),
    paused_ms = 0,
    tracker_errors = 0,
    is_incomplete = 1,
  }) do
    round_file.fact(file, key, value)
  end
end

local function open_journal(name)
  if journal.open(round.folder, name) then
    round.file.journal = journal
  else
    console.line("no journal can be written: a crash would lose this round")
  end
end

-- `is_late`: the module was loaded into a running round, of which there may be a journal.
local function begin(level_time, is_late)
  was_late = is_late
  clock.start(level_time)
  for _, part in ipairs(PARTS) do
    part.start()
  end
  keeping.start(level_time)
  local left = is_late and resuming.find() or nil
  round.file, round.run = round_file.new(nil), 1
  open_journal(left)
  if left then
    resuming.read(left)
  else
    write_facts(round.file)
  end
  if is_late then
    objectives.find(left ~= nil)
    spawns.adopt()
  end
  round.is_live = true
end

-- The engine has set the game up, or (`is_late`) the module was loaded into a running game.
function M.start(level_time, is_late)
  if round.settings.enabled == 1 and game.state() == game.PLAYING then
    begin(level_time, is_late)
  end
end

local function record(level_time)
  if not clock.is_paused then
    spawns.frame()
    if not objectives.is_known and clock.time >= SETTLED_MS then
      objectives.find(false)
    end
    tracks.frame()
    carriers.frame()
    sampling.frame()
    engagements.frame()
    constructions.frame()
  end
  keeping.frame(level_time)
end

local function finish(reason)
  round.is_live = false
  winding_up.start(reason)
end

-- The engine tells of the end of a round a second before it ("Exit: ..."): from then on the state is read in every
-- frame, before that only at ticks, so that in no case anybody is sampled who is not playing. A module that was loaded
-- late may have missed the line.
local function state_of_game()
  if outcome.exit or was_late or clock.is_paused or sampling.is_due() then
    return game.state()
  end
  return game.PLAYING
end

function M.frame(level_time)
  if round.is_live then
    clock.frame(level_time, pauses.told)
    local state = state_of_game()
    if state == game.PLAYING then
      record(level_time)
    else
      finish(state ~= game.INTERMISSION and "other" or nil)
    end
  elseif winding_up.state ~= "idle" then
    winding_up.frame()
  else
    M.start(level_time, true)
  end
end

-- The engine ends this instance of the game; its cvars describe the next one already.
function M.shutdown(restart)
  if round.is_live then
    finish(restart == 1 and "map_restart" or game.state() == "-1" and "map_change" or "shutdown")
  end
  winding_up.at_once()
end

-- The virtual machine goes. In a running round (lua_restart) the next one goes on with the journal.
function M.quit()
  if round.is_live then
    round.is_live = false
    keeping.flush()
    journal.close()
  end
  winding_up.at_once()
end

-- What it is doing, in a word.
function M.state()
  return round.is_live and "live" or winding_up.state
end

return M
end)()

-- recovery.lua ------------------------------------------------------------------------------------------------------

loaded.recovery = (function()
-- Journals without their round file: made into round files marked as incomplete, a slice a frame.
-- Does not belong here: how a journal is read; see replay.lua.

local console = require("console")
local files = require("files")
local journal = require("journal")
local names = require("names")
local replay = require("replay")
local round = require("round")
local round_file = require("round_file")
local writer = require("writer")

local min = math.min

local M = { waiting = {} }

-- Notes what is left over from before. A round that is being recorded needs its own journal itself.
function M.start()
  M.waiting = {}
  for _, name in ipairs(journal.leftovers(round.folder)) do
    if not (round.is_live and name == journal.file_name) then
      M.waiting[#M.waiting + 1] = name
    end
  end
end

local function stop(message)
  if M.handle then
    files.close(M.handle)
  end
  if message then
    console.line(message)
  end
  M.name, M.handle, M.reading, M.job = nil, nil, nil, nil
end

local function next_journal()
  M.name = table.remove(M.waiting, 1)
  M.handle, M.length = files.open_to_read(M.name)
  if not M.handle then
    return stop()
  end
  M.reading = replay.new(round_file.new(nil))
end

local function read_on(bytes)
  bytes = min(bytes, M.length)
  replay.feed(M.reading, files.read(M.handle, bytes))
  M.length = M.length - bytes
end

local function has_anything(file)
  return file.facts.map and file.sections.ENGAGEMENTS.rows + file.sections.PLAYER_TRACKS.rows > 0
end

local function begin_writing()
  files.close(M.handle)
  M.handle = nil
  local file = M.reading.file
  replay.finish(M.reading)
  local facts = file.facts
  if not has_anything(file) or (facts.file and files.size(facts.file) > 0) then
    files.empty(M.name)
    return stop()
  end
  facts.is_incomplete = "1"
  if facts.round_end_unix == "0" then
    facts.round_end_unix = facts.last_unix or facts.round_start_unix
  end
  local name = facts.file or names.round_file(round.folder, facts, tonumber(facts.round_end_unix))
  M.job = writer.start(file, name, names.temporary(round.folder, M.name))
  if not M.job then
    stop("the round file of " .. M.name .. " cannot be written; the journal is kept")
  end
end

local function write_on(bytes)
  local state = writer.step(M.job, bytes)
  if state == "written" then
    files.empty(M.name)
    stop("recovered " .. M.job.name)
  elseif state == "failed" then
    stop("the round file of " .. M.name .. " cannot be written; the journal is kept")
  end
end

function M.is_busy()
  return M.name ~= nil or #M.waiting > 0
end

-- One frame of work on about so many bytes.
function M.frame(bytes)
  if M.job then
    write_on(bytes)
  elseif M.handle and M.length > 0 then
    read_on(bytes)
  elseif M.handle then
    begin_writing()
  elseif #M.waiting > 0 then
    next_journal()
  end
end

-- The virtual machine goes; what is not done is done by the next one.
function M.quit()
  if M.job then
    files.close(M.job.handle)
  end
  stop()
  M.waiting = {}
end

return M
end)()

-- shots.lua ---------------------------------------------------------------------------------------------------------

loaded.shots = (function()
-- SHOT_FIRED: every use of a weapon, if an admin asks for it.
-- Does not belong here: whether it hit.

local body = require("body")
local clock = require("clock")
local players = require("players")
local round = require("round")
local round_file = require("round_file")

local format, floor = string.format, math.floor

local M = {}

local function toward_zero(number)
  return number < 0 and -floor(-number) or floor(number)
end

function M.fired(slot, weapon)
  if round.settings.shots == 0 or not players.is_slot(slot) then
    return
  end
  local x, y, z = body.position(slot)
  local yaw, pitch = body.view(slot)
  round_file.row(
    round.file,
    "SHOT_FIRED",
    format(
      "%d;%s;%d;%d;%d;%d;%.2f;%.2f",
      clock.time,
      players.get(slot).guid,
      weapon,
      toward_zero(x),
      toward_zero(y),
      toward_zero(z),
      yaw,
      pitch
    )
  )
end

return M
end)()

-- status.lua --------------------------------------------------------------------------------------------------------

loaded.status = (function()
-- What the tracker is doing, for an admin who asks: `proximity_status` on the server console or in the game.
-- Does not belong here: settings.

local clock = require("clock")
local console = require("console")
local guard = require("guard")
local header = require("header")
local journal = require("journal")
local players = require("players")
local recorder = require("recorder")
local recovery = require("recovery")
local round = require("round")
local tracks = require("tracks")

local format = string.format

local M = { COMMAND = "proximity_status" }

local function lines()
  local texts = { format("%s, %s, Lua heap %.0f kB", header.VERSION, recorder.state(), collectgarbage("count")) }
  if round.is_live then
    local rows = round.file.rows
    texts[2] = format(
      "round at %d ms%s, %d alive, %d rows, journal %.0f kB",
      clock.time,
      clock.is_paused and " (paused)" or "",
      tracks.count_alive(players.AXIS) + tracks.count_alive(players.ALLIES),
      rows,
      (journal.bytes or 0) / 1024
    )
  end
  if recovery.is_busy() then
    texts[#texts + 1] = "recovering the journal of an earlier round"
  end
  texts[#texts + 1] = format("%d errors", guard.errors) .. (guard.errors > 0 and ", last: " .. guard.last_error or "")
  return texts
end

function M.to_console()
  for _, line in ipairs(lines()) do
    console.line(line)
  end
end

function M.to_player(slot)
  for _, line in ipairs(lines()) do
    console.to_player(slot, line)
  end
end

return M
end)()

-- main.lua ----------------------------------------------------------------------------------------------------------

loaded.main = (function()
-- The callbacks that the engine looks for. Each runs under the guard and returns nothing, but for our own command.
-- Does not belong here: anything that takes more than a line to decide.

local collector = require("collector")
local config = require("config")
local console = require("console")
local damage = require("damage")
local departures = require("departures")
local game = require("game")
local guard = require("guard")
local header = require("header")
local kills = require("kills")
local players = require("players")
local prints = require("prints")
local recorder = require("recorder")
local recovery = require("recovery")
local revival = require("revival")
local round = require("round")
local shots = require("shots")
local spawns = require("spawns")
local status = require("status")

-- Bytes of old journals a frame: little while people play.
local RECOVERY_BYTES_LIVE, RECOVERY_BYTES_IDLE = 8192, 65536

local BANNER = "%s on %s: samples every %d ms, journal every %d ms; %s tells more"

local is_started = false

local function banner()
  local settings = round.settings
  if settings.enabled == 0 then
    return header.VERSION .. ": off (proximity_enabled 0)"
  end
  return string.format(
    BANNER,
    header.VERSION,
    game.map(),
    settings.sample_interval,
    settings.flush_interval,
    status.COMMAND
  )
end

local function start(level_time, is_late)
  is_started = true
  collector.tune()
  et.RegisterModname(header.VERSION)
  round.settings = config.read()
  round.folder = "proximity"
  recorder.start(level_time, is_late)
  recovery.start()
  console.line(banner())
end

-- While a round is recorded.
local function live(name, body)
  return guard.silent(name, function(...)
    if round.is_live then
      body(...)
    end
  end)
end

et_InitGame = guard.silent("et_InitGame", function(level_time)
  start(level_time, false)
end)

et_RunFrame = guard.silent("et_RunFrame", function(level_time)
  if not is_started then
    start(level_time, true)
  end
  recorder.frame(level_time)
  if recovery.is_busy() then
    recovery.frame(round.is_live and RECOVERY_BYTES_LIVE or RECOVERY_BYTES_IDLE)
  end
end)

et_ShutdownGame = guard.silent("et_ShutdownGame", function(restart)
  recorder.shutdown(restart)
end)

et_Quit = guard.silent("et_Quit", function()
  recorder.quit()
  recovery.quit()
end)

et_ClientConnect = live("et_ClientConnect", function(slot)
  if players.slots[slot] then
    departures.left(slot)
  end
  players.connect(slot)
end)

et_ClientDisconnect = live("et_ClientDisconnect", departures.left)
et_ClientBegin = live("et_ClientBegin", players.refresh)
et_ClientUserinfoChanged = live("et_ClientUserinfoChanged", players.refresh)

et_ClientSpawn = live("et_ClientSpawn", function(slot, revived)
  spawns.spawned(slot, revived == 1)
end)

et_Damage = live("et_Damage", function(target, attacker, amount, _, means)
  damage.dealt(target, attacker, amount, means)
end)

et_Obituary = live("et_Obituary", kills.died)
et_Revive = live("et_Revive", revival.happened)
et_WeaponFire = live("et_WeaponFire", shots.fired)
et_Print = live("et_Print", prints.told)

et_ConsoleCommand = guard.command("et_ConsoleCommand", function(command)
  if command == status.COMMAND then
    status.to_console()
    return true
  end
end)

et_ClientCommand = guard.command("et_ClientCommand", function(slot, command)
  if command == status.COMMAND then
    status.to_player(slot)
    return true
  end
end)
end)()
