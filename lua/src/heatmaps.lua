-- Counts by map cell of 512 units: kills of enemies, samples, hits taken, escapes.
-- Does not belong here: when a thing counts.

local round = require("round")
local round_file = require("round_file")

local floor, format = math.floor, string.format

local CELL = 512
-- Cells get one number each; maps are far smaller than this many cells.
local SPAN = 4096

local M = {}
local kills, movement
-- Cells that changed since the journal was told.
local touched, touched_count

function M.start()
  kills, movement = {}, {}
  touched, touched_count = {}, 0
end

local function cell_of(map, section, x, y)
  local gx, gy = floor(x / CELL), floor(y / CELL)
  local key = gx * SPAN + gy
  local cell = map[key]
  if not cell then
    cell = { gx = gx, gy = gy, x = gx * CELL, y = gy * CELL, section = section, key = gx .. ":" .. gy, 0, 0, 0 }
    map[key] = cell
  end
  return cell
end

local function touch(cell)
  cell.is_touched = true
  touched_count = touched_count + 1
  touched[touched_count] = cell
end

local function count(map, section, x, y, column)
  local cell = cell_of(map, section, x, y)
  cell[column] = cell[column] + 1
  if not cell.is_touched then
    touch(cell)
  end
end

-- The victim of an enemy stood there; the kill counts for the killer's side.
function M.kill(x, y, killer_team)
  count(kills, "KILL_HEATMAP", x, y, killer_team)
end

-- A sample. Returns the cell it fell into; the `last` one of a player is mostly that of his next sample too.
function M.traversal(x, y, last)
  local cell = last
  if not (cell and x >= cell.x and x < cell.x + CELL and y >= cell.y and y < cell.y + CELL) then
    cell = cell_of(movement, "MOVEMENT_HEATMAP", x, y)
  end
  cell[1] = cell[1] + 1
  if not cell.is_touched then
    touch(cell)
  end
  return cell
end

function M.combat(x, y)
  count(movement, "MOVEMENT_HEATMAP", x, y, 2)
end

function M.escape(x, y)
  count(movement, "MOVEMENT_HEATMAP", x, y, 3)
end

local function row_of(cell)
  if cell.section == "KILL_HEATMAP" then
    return format("%d;%d;%d;%d", cell.gx, cell.gy, cell[1], cell[2])
  end
  return format("%d;%d;%d;%d;%d", cell.gx, cell.gy, cell[1], cell[2], cell[3])
end

-- For the journal: the cells that changed since the last time.
function M.flush()
  for i = 1, touched_count do
    local cell = touched[i]
    cell.is_touched = false
    round_file.draft(round.file, cell.section, cell.key, row_of(cell))
  end
  touched_count = 0
end

-- A row that was written before the module was loaded anew.
function M.restore(map_name, row)
  local gx, gy, first, second, third = string.match(row, "^(-?%d+);(-?%d+);(%d+);(%d+);?(%d*)$")
  local map = map_name == "KILL_HEATMAP" and kills or movement
  local cell = cell_of(map, map_name, tonumber(gx) * CELL, tonumber(gy) * CELL)
  cell[1], cell[2], cell[3] = floor(tonumber(first)), floor(tonumber(second)), floor(tonumber(third) or 0)
  if not cell.is_touched then
    touch(cell)
  end
  return true
end

local function write(map, section)
  local cells = {}
  for _, cell in pairs(map) do
    cells[#cells + 1] = cell
  end
  table.sort(cells, function(one, other)
    if one.gx ~= other.gx then
      return one.gx < other.gx
    end
    return one.gy < other.gy
  end)
  for _, cell in ipairs(cells) do
    round_file.keyed_row(round.file, section, cell.key, row_of(cell))
  end
end

function M.write_kills()
  write(kills, "KILL_HEATMAP")
end

function M.write_movement()
  write(movement, "MOVEMENT_HEATMAP")
end

return M
