-- The objectives of the map: found on it, overridden by a file, written as OBJECTIVES.
-- Does not belong here: who is near them; see focus.lua.

local console = require("console")
local game = require("game")
local objective_scan = require("objective_scan")
local objective_text = require("objective_text")
local round = require("round")
local round_file = require("round_file")
local text = require("text")

local format, floor = string.format, math.floor

local KINDS = {
  explosive = true,
  constructible = true,
  flag = true,
  checkpoint = true,
  vehicle = true,
  command_post = true,
  capture_trigger = true,
  other = true,
}
local TEAMS = { AXIS = true, ALLIES = true }

local M = { list = {}, is_known = false }

function M.start()
  M.list, M.is_known = {}, false
end

local function override(list, entry)
  local name, is_found = text.clean_first(entry.name), false
  for i = #list, 1, -1 do
    local objective = list[i]
    if objective.name == name then
      is_found = true
      if entry.is_off then
        table.remove(list, i)
      else
        objective.x, objective.y, objective.z, objective.source = entry.x, entry.y, entry.z, "override"
      end
    end
  end
  if not is_found and not entry.is_off then
    list[#list + 1] = {
      name = name,
      kind = KINDS[entry.kind] and entry.kind or "other",
      entity = "",
      team = TEAMS[entry.team] and entry.team or "",
      is_primary = entry.is_primary,
      x = entry.x,
      y = entry.y,
      z = entry.z,
      source = "override",
    }
  end
end

local function write(objective)
  round_file.row(
    round.file,
    "OBJECTIVES",
    format(
      "%s;%s;%s;%s;%d;%d;%d;%d;%s",
      objective.name,
      objective.kind,
      objective.entity,
      objective.team,
      objective.is_primary and 1 or 0,
      floor(objective.x + 0.5),
      floor(objective.y + 0.5),
      floor(objective.z + 0.5),
      objective.source
    )
  )
end

-- Looks for the objectives, once a round. `has_rows`: they were written before the module was loaded anew.
function M.find(has_rows)
  M.is_known = true
  M.list = objective_scan.find()
  local name = round.folder .. "/objectives/" .. text.word(game.map(), 64) .. ".txt"
  local entries, bad = objective_text.read(name)
  for _, line in ipairs(bad) do
    console.line(name .. ': "' .. line .. '" is not name;x;y;z or name;off; ignored')
  end
  for _, entry in ipairs(entries) do
    override(M.list, entry)
  end
  if not has_rows then
    for _, objective in ipairs(M.list) do
      write(objective)
    end
  end
end

return M
