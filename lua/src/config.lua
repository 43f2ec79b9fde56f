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
