-- The round file: everything that was kept is formatted and written at once.

local engagement_rows = require("engagement_rows")
local focus = require("focus")
local heatmaps = require("heatmaps")
local limits = require("limits")
local lives = require("lives")
local state = require("state")

local format = string.format

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

local M = {}

local function header()
  return table.concat({
    "# PROXIMITY_TRACKER_V4",
    "# map=" .. et.trap_Cvar_Get("mapname"),
    "# round=1",
    "# crossfire_window=" .. limits.WINDOW_MS,
    "# escape_time=" .. limits.ESCAPE_MS,
    "# escape_distance=" .. limits.ESCAPE_UNITS,
    "# position_sample_interval=" .. limits.SAMPLE_MS,
    "# round_start_unix=" .. state.round.start_unix,
    "# round_end_unix=" .. os.time(),
  }, "\n") .. "\n"
end

function M.write()
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
  rows(state.round.finished_engagements, engagement_rows.engagement)
  section("PLAYER_TRACKS")
  rows(state.round.finished_lives, lives.row)
  local kills, movement = heatmaps.counted()
  section("KILL_HEATMAP")
  for key, cell in pairs(kills) do
    file[#file + 1] = format("%s;%d;%d\n", key, cell[1], cell[2])
  end
  section("MOVEMENT_HEATMAP")
  for key, cell in pairs(movement) do
    file[#file + 1] = format("%s;%d;%d;%d\n", key, cell[1], cell[2], cell[3])
  end
  section("OBJECTIVE_FOCUS")
  for _, player in pairs(focus.of_players()) do
    if player.samples > 0 then
      file[#file + 1] = focus.row(player) .. "\n"
    end
  end
  section("REACTION_METRICS")
  rows(state.round.finished_engagements, engagement_rows.reaction)
  local text = table.concat(file)
  local name = os.date("proximity/%Y-%m-%d-%H%M%S-") .. et.trap_Cvar_Get("mapname") .. "-round-1_engagements.txt"
  local handle = et.trap_FS_FOpenFile(name, et.FS_WRITE)
  et.trap_FS_Write(text, #text, handle)
  et.trap_FS_FCloseFile(handle)
end

return M
