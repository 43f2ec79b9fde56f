-- Kills, samples, hits and escapes by cell, counted when the round is over.

local limits = require("limits")
local state = require("state")

local M = {}

local function count(cells, at, column)
  local x, y = math.floor(at.x / limits.CELL), math.floor(at.y / limits.CELL)
  local key = x .. ";" .. y
  cells[key] = cells[key] or { 0, 0, 0 }
  cells[key][column] = cells[key][column] + 1
end

function M.counted()
  local kills, movement = {}, {}
  for _, e in ipairs(state.round.finished_engagements) do
    local last = e.positions[#e.positions]
    if e.outcome == "killed" then
      count(kills, last, e.killer.team)
    elseif e.outcome == "escaped" then
      count(movement, last, 3)
    end
    for _, hit in ipairs(e.hits) do
      count(movement, hit.at, 2)
    end
  end
  for _, life in ipairs(state.round.finished_lives) do
    for _, at in ipairs(life.path) do
      if at.event == "sample" then
        count(movement, at, 1)
      end
    end
  end
  return kills, movement
end

return M
