-- Numbers with one decimal as text, letter by letter what "%.1f" makes of them, put together from parts made before.
-- Does not belong here: rows; other formats.
--
-- A sample has four such numbers, and string.format takes longer for them than for everything else in it. Tenths are
-- split in two, 123.4 into "12" and "3.4", so that a few small tables hold all parts of all numbers on a map.

local remembered = require("remembered")

local format = string.format

-- Maps are smaller. Beyond it (and for what is no number) the parts would only fill the memory.
local LIMIT = 655360

local M = {}

-- The digits before the last one in front of the point; none if there are none.
local function highs(sign)
  return remembered.by(function(number)
    return number == 0 and sign or format("%s%d", sign, number)
  end)
end

-- The last digit and the decimal, with what follows the number.
local function lows(after)
  local parts = { after = after }
  for i = 0, 99 do
    parts[i] = format("%.1f%s", i / 10, after)
  end
  return parts
end

local PLUS, MINUS = highs(""), highs("-")
local LAST, COMMA, SEMICOLON = lows(""), lows(","), lows(";")

-- The two parts of a number, with what the `endings` add: for a longer text, in which they are joined with others.
local function split(number, endings)
  local beginnings, size = PLUS, number
  if number <= 0 and (number < 0 or 1 / number < 0) then
    beginnings, size = MINUS, -number
  end
  local tenths = size * 10
  local rest = tenths % 1
  -- At a half the exact digits decide, which the product may have lost.
  if not (tenths < LIMIT) or rest == 0.5 then
    return format("%.1f", number), endings.after
  end
  tenths = tenths - rest
  if rest > 0.5 then
    tenths = tenths + 1
  end
  local low = tenths % 100
  return beginnings[(tenths - low) / 100], endings[low]
end

M.parts, M.LAST = split, LAST

-- "x,y,z", as it stands in a path
function M.place(x, y, z)
  local x1, x2 = split(x, COMMA)
  local y1, y2 = split(y, COMMA)
  local z1, z2 = split(z, LAST)
  return x1 .. x2 .. y1 .. y2 .. z1 .. z2
end

-- "x;y;z;", as it stands in a row
function M.fields(x, y, z)
  local x1, x2 = split(x, SEMICOLON)
  local y1, y2 = split(y, SEMICOLON)
  local z1, z2 = split(z, SEMICOLON)
  return x1 .. x2 .. y1 .. y2 .. z1 .. z2
end

return M
