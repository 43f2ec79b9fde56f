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
