-- The dodge of a target: the first clear turn after the first hit.
-- Does not belong here: other reactions.
--
-- Two positions of an engagement that follow each other make a step; steps shorter than 24 units on the ground count
-- for nothing. The first step gives the direction, the first later step turned by 45 degrees or more is the dodge.

local sqrt = math.sqrt

local SHORTEST_STEP = 24
local COS_45 = math.cos(math.pi / 4)

local M = {}

function M.new(x, y)
  return { x = x, y = y }
end

-- A further position, `after` ms after the first hit.
function M.position(dodge, x, y, after)
  local dx, dy = x - dodge.x, y - dodge.y
  dodge.x, dodge.y = x, y
  if dodge.ms then
    return
  end
  local length = sqrt(dx * dx + dy * dy)
  if length < SHORTEST_STEP then
    return
  end
  dx, dy = dx / length, dy / length
  if not dodge.dx then
    dodge.dx, dodge.dy = dx, dy
  elseif dx * dodge.dx + dy * dodge.dy <= COS_45 then
    dodge.ms = after
  end
end

return M
