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
