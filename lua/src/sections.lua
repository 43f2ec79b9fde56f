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
