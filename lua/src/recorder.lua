-- The course of a round in the tracker: begun, recorded, closed, written.
-- Does not belong here: what is recorded.
--
-- A round that is played is one virtual machine: the engine makes a new one at every map load and restart. Only
-- lua_restart puts a new one into a running round; then the journal is read back and the round goes on.

local carriers = require("carriers")
local class_changes = require("class_changes")
local clock = require("clock")
local closing = require("closing")
local console = require("console")
local constructions = require("constructions")
local engagements = require("engagements")
local focus = require("focus")
local game = require("game")
local header = require("header")
local heatmaps = require("heatmaps")
local hits = require("hits")
local journal = require("journal")
local kill_outcomes = require("kill_outcomes")
local names = require("names")
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
local writer = require("writer")

-- After the engine's settle frames no client is in yet, and everything on the map stands where it belongs.
local SETTLED_MS = 500
-- Closing steps in one frame: a player with his engagement is one.
local STEPS_A_FRAME = 2
-- The journal is brought up to date in so many parts, one after the other within the flush interval.
local PHASES = 4

local M = { state = "idle" }

local function start_parts(level_time)
  clock.start(level_time)
  for _, part in ipairs({
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
  }) do
    part.start()
  end
  M.flushed_at, M.phase = level_time, 0
end

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

local function begin(level_time, is_late)
  start_parts(level_time)
  local left = is_late and resuming.find()
  local file = round_file.new(nil)
  round.file, round.run = file, 1
  if journal.open(round.folder, left) then
    file.journal = journal
  else
    console.line("no journal can be written: a crash would lose this round")
  end
  if left then
    resuming.read(left)
  else
    write_facts(file)
  end
  if is_late then
    objectives.find(left ~= nil and left ~= false)
    spawns.adopt()
  end
  round.is_live = true
  M.state = "live"
end

-- The engine has set the game up, or (`is_late`) the module was loaded into a running game.
function M.start(level_time, is_late)
  if round.settings.enabled == 1 and game.state() == game.PLAYING then
    begin(level_time, is_late)
  end
end

-- Brings the journal up to date: what is open of a part of the slots, and all finished rows.
local function flush_phase(phase)
  local file = round.file
  if file.journal then
    tracks.flush(phase, PHASES)
    engagements.flush(phase, PHASES)
    kill_outcomes.flush(phase, PHASES)
    if phase == 0 then
      carriers.flush()
      heatmaps.flush()
      focus.flush()
      pauses.flush()
      outcome.flush()
      round_file.fact(file, "last_unix", os.time())
    end
  end
  round_file.flush(file)
  if file.journal and not journal.flush() then
    console.line("the journal cannot be written any more: a crash would lose the rest of this round")
  end
end

local function flush_journal()
  for phase = 0, PHASES - 1 do
    flush_phase(phase)
  end
end

local function flush_if_due(level_time)
  if level_time - M.flushed_at >= round.settings.flush_interval / PHASES then
    M.flushed_at = level_time
    M.phase = (M.phase + 1) % PHASES
    flush_phase(M.phase)
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
  flush_if_due(level_time)
end

local function finish(reason)
  round.is_live = false
  closing.start(reason)
  M.state = "closing"
  round_file.flush(round.file)
  journal.flush()
end

local function has_anything(file)
  return file.sections.ENGAGEMENTS.rows + file.sections.PLAYER_TRACKS.rows > 0
end

local function begin_writing()
  local file = round.file
  if not has_anything(file) then
    journal.discard()
    M.state = "idle"
    return
  end
  local name = names.round_file(round.folder, file.facts, tonumber(file.facts.round_end_unix))
  round_file.fact(file, "file", name)
  journal.flush()
  journal.close()
  M.job = writer.start(file, name, names.temporary(round.folder, journal.file_name))
  M.state = M.job and "writing" or "failed"
end

local function write_on(bytes)
  local state = writer.step(M.job, bytes)
  if state == "written" then
    journal.discard()
    console.line("wrote " .. M.job.name)
    M.job, round.file, M.state = nil, nil, "idle"
  elseif state == "failed" then
    M.job, M.state = nil, "failed"
  end
end

local function close_on(steps)
  for _ = 1, steps do
    if closing.step() then
      begin_writing()
      return
    end
  end
end

-- One frame after the end of the round: a few steps of closing, or a slice of writing.
local function wind_up(steps, bytes)
  if M.state == "closing" then
    close_on(steps)
    journal.flush()
  elseif M.state == "writing" then
    write_on(bytes)
  end
  if M.state == "failed" then
    console.line("the round file cannot be written; its journal is kept for the next start")
    M.state = "idle"
  end
end

function M.frame(level_time)
  if M.state == "live" then
    local state = game.state()
    clock.frame(level_time, pauses.told)
    if state == game.PLAYING then
      record(level_time)
    else
      finish(state ~= game.INTERMISSION and "other" or nil)
    end
  elseif M.state ~= "idle" then
    wind_up(STEPS_A_FRAME, round.settings.write_kb_per_frame * 1024)
  elseif round.settings.enabled == 1 and game.state() == game.PLAYING then
    begin(level_time, true)
  end
end

local function wind_up_at_once()
  while M.state == "closing" or M.state == "writing" do
    wind_up(1000, 1048576)
  end
end

-- The engine ends this instance of the game; its cvars describe the next one already.
function M.shutdown(restart)
  if M.state == "live" then
    finish(restart == 1 and "map_restart" or game.state() == "-1" and "map_change" or "shutdown")
  end
  wind_up_at_once()
end

-- The virtual machine goes. In a running round (lua_restart) the next one goes on with the journal.
function M.quit()
  if M.state == "live" then
    flush_journal()
    journal.close()
    M.state = "idle"
  else
    wind_up_at_once()
  end
end

return M
