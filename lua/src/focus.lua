-- OBJECTIVE_FOCUS: how close each player kept to the map's objectives, over the samples of his lives.
-- Does not belong here: finding objectives.

local objectives = require("objectives")
local round = require("round")
local round_file = require("round_file")

local format, sqrt, huge = string.format, math.sqrt, math.huge

local SECTION = "OBJECTIVE_FOCUS"
local RADIUS = 500

local M = {}
-- By player: one who leaves and comes back is the same.
local by_key, order = {}, {}

function M.start()
  by_key, order = {}, {}
end

local function focus_of(player)
  local focus = by_key[player.key]
  if not focus then
    focus = {
      key = player.key,
      who = player.guid .. ";" .. player.name .. ";" .. player.team_name,
      distance = 0,
      within = 0,
      nearest = {},
    }
    by_key[player.key] = focus
    order[#order + 1] = focus
  end
  return focus
end

local function nearest(x, y, z)
  local best, best_square = nil, huge
  local list = objectives.list
  for i = 1, #list do
    local objective = list[i]
    local dx = objective.x - x
    local square = dx * dx
    -- Most are farther away in x alone.
    if square < best_square then
      local dy, dz = objective.y - y, objective.z - z
      square = square + dy * dy + dz * dz
      if square < best_square then
        best, best_square = objective.name, square
      end
    end
  end
  return best, best_square
end

-- A sample of a living player. Returns his focus; the `last` one of a life is mostly that of its next sample too.
function M.sample(player, x, y, z, last)
  local name, square = nearest(x, y, z)
  if not name then
    return nil
  end
  local focus = last and last.key == player.key and last or focus_of(player)
  local distance = sqrt(square)
  focus.distance = focus.distance + distance
  if distance <= RADIUS then
    focus.within = focus.within + 1
  end
  focus.nearest[name] = (focus.nearest[name] or 0) + 1
  focus.is_new = true
  return focus
end

-- The objective that was nearest most often, of several the first in the alphabet; and the number of samples.
local function favourite(focus)
  local best, most, samples = "", 0, 0
  for name, count in pairs(focus.nearest) do
    samples = samples + count
    if count > most or count == most and name < best then
      best, most = name, count
    end
  end
  return best, samples
end

local function row_of(focus)
  local objective, samples = favourite(focus)
  return format(
    "%s;%s;%.1f;%d;%d",
    focus.who,
    objective,
    focus.distance / samples,
    focus.within * round.settings.sample_interval,
    samples
  )
end

-- For the journal.
function M.flush()
  for _, focus in ipairs(order) do
    if focus.is_new then
      focus.is_new = false
      round_file.draft(round.file, SECTION, focus.key, row_of(focus))
    end
  end
end

-- A row that was written before the module was loaded anew: exact but for the rounding of the mean.
function M.restore(row)
  local guid, name, team_name, objective, mean, within, samples =
    string.match(row, "^([^;]*);([^;]*);([^;]*);([^;]*);([^;]*);([^;]*);([^;]*)$")
  if guid == nil or guid == "" then
    return false
  end
  local count = tonumber(samples)
  local focus = focus_of({ key = guid, guid = guid, name = name, team_name = team_name })
  focus.distance = tonumber(mean) * count
  focus.within = math.floor(tonumber(within) / round.settings.sample_interval)
  focus.nearest[objective] = count
  return true
end

function M.write()
  for _, focus in ipairs(order) do
    round_file.keyed_row(round.file, SECTION, focus.key, row_of(focus))
  end
end

return M
