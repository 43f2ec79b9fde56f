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
