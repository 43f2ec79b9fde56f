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
