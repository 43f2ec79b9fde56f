-- Says what a module sees: one line an event, in the form of the recorded traces (see tests/data/engine_traces).
-- time of the last et_RunFrame, kind, arguments, what the fields said at that moment; separated by tabs.

local last_frame_time = -1
local last_state
local intermission_frames = 0

local function say(kind, ...)
  local parts = { last_frame_time, kind, ... }
  for i = 1, #parts do parts[i] = tostring(parts[i]) end
  et.G_Print("\1" .. table.concat(parts, "\t") .. "\n")
end

local function cvar(name) return et.trap_Cvar_Get(name) end
local function configstring(index) return et.trap_GetConfigstring(index) end
local function field(n, name, index) return et.gentity_get(n, name, index) end

local function vector(n, name)
  local v = field(n, name)
  return v[1] .. " " .. v[2] .. " " .. v[3]
end

local function state()
  local values = {
    cvar("gamestate"), cvar("g_currentRound"), cvar("g_nextTimeLimit"), cvar("timelimit"), cvar("g_restarted"),
    configstring(et.CS_MULTI_MAPWINNER), configstring(et.CS_MULTI_INFO), configstring(et.CS_INTERMISSION),
    configstring(et.CS_INTERMISSION_START_TIME), configstring(et.CS_WARMUP), configstring(et.CS_LEVEL_START_TIME),
  }
  return table.concat(values, "|")
end

say("load", state())

function et_SpawnEntitiesFromString() say("spawn_entities", state()) end

function et_InitGame(level_time, _, restart)
  last_frame_time = level_time
  say("init", level_time, restart, state())
  say("map", cvar("mapname"))
end

function et_ShutdownGame(restart) say("shutdown", restart, state()) end

local function say_intermission(n)
  say("intermission", n, field(n, "ps.pm_type"), field(n, "health"), field(n, "sess.sessionTeam"), vector(n, "ps.origin"))
end

function et_RunFrame(level_time)
  last_frame_time = level_time
  local now = state()
  if now ~= last_state then say("frame", now) end
  last_state = now
  if cvar("gamestate") == "3" then
    intermission_frames = intermission_frames + 1
    if intermission_frames == 2 then
      say_intermission(0)
      say_intermission(1)
    end
  end
end

function et_ClientConnect(n, is_first_time, is_bot)
  local userinfo = et.trap_GetUserinfo(n)
  say("connect", n, is_first_time, is_bot, et.Info_ValueForKey(userinfo, "name"), et.Info_ValueForKey(userinfo, "cl_guid"))
end

function et_ClientUserinfoChanged(n) say("changed", n, field(n, "pers.netname"), field(n, "sess.sessionTeam")) end

function et_ClientSpawn(n, is_revived, is_team_change, restores_health)
  say(
    "spawn", n, is_revived, is_team_change, restores_health, state(), field(n, "health"), field(n, "sess.sessionTeam"),
    field(n, "sess.playerType"), field(n, "ps.pm_type"), field(n, "ps.pm_flags"), field(n, "ps.weapon"),
    field(n, "pers.lastSpawnTime"), field(n, "pers.lastrevive_client"), field(n, "inuse"), field(n, "ps.powerups", 1),
    vector(n, "ps.origin"), vector(n, "r.currentOrigin")
  )
end

function et_ClientBegin(n) say("begin", n, state()) end

function et_ClientDisconnect(n)
  say(
    "disconnect", n, field(n, "pers.netname"), field(n, "pers.connected"), field(n, "sess.sessionTeam"), field(n, "health"),
    et.Info_ValueForKey(et.trap_GetUserinfo(n), "cl_guid")
  )
end

function et_Damage(target, attacker, damage, flags, mod)
  local team = target < 64 and field(target, "sess.sessionTeam") or "-"
  say(
    "damage", target, attacker, damage, flags, mod, cvar("gamestate"), field(target, "health"), field(target, "takedamage"),
    team, field(attacker, "sess.sessionTeam"), field(attacker, "ps.weapon"), field(attacker, "pers.playerStats.hitRegions", 0)
  )
end

function et_Obituary(victim, killer, mod)
  say(
    "obituary", victim, killer, mod, cvar("gamestate"), field(victim, "health"), field(victim, "ps.pm_type"),
    field(victim, "sess.sessionTeam"), vector(victim, "ps.origin")
  )
end

function et_Revive(patient, medic, shield_ends)
  say("revive", patient, medic, shield_ends, state(), field(patient, "health"), field(patient, "pers.lastrevive_client"))
end

function et_WeaponFire(n, weapon) say("fire", n, weapon, field(n, "ps.weapon")) end
function et_ClientCommand(n, command) say("command", n, command, et.trap_Argc(), et.trap_Argv(1)) end
function et_ConsoleCommand(command) say("console", command) end
function et_Print(text) say("print", cvar("gamestate"), (text:gsub("\n", ""))) end
