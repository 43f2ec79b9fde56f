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
