-- Text that grows at its end, kept as few large strings, with its length.
-- Thousands of small strings in one table would make every collection a pause: the collector visits a table at once.
-- Does not belong here: lines, rows.

local concat = table.concat

-- Small texts are joined when there are so many of them, or so many bytes.
local MOST_TEXTS, MOST_BYTES = 64, 32768

local M = {}

function M.new()
  return { large = {}, large_count = 0, small = {}, small_count = 0, small_bytes = 0, bytes = 0 }
end

-- Joins the small texts into one large text.
local function settle(pile)
  local count = pile.small_count
  if count == 0 then
    return
  end
  pile.large_count = pile.large_count + 1
  pile.large[pile.large_count] = concat(pile.small, "", 1, count)
  for i = 1, count do
    pile.small[i] = nil
  end
  pile.small_count, pile.small_bytes = 0, 0
end

function M.add(pile, text)
  local bytes = #text
  pile.small_count = pile.small_count + 1
  pile.small[pile.small_count] = text
  pile.small_bytes = pile.small_bytes + bytes
  pile.bytes = pile.bytes + bytes
  if pile.small_count >= MOST_TEXTS or pile.small_bytes >= MOST_BYTES then
    settle(pile)
  end
end

-- Adds everything that lies on another pile.
function M.add_pile(pile, other)
  M.add(pile, M.text(other))
end

-- All of it as one string.
function M.text(pile)
  settle(pile)
  return concat(pile.large, "", 1, pile.large_count)
end

-- All of it as a list of strings and their number.
function M.texts(pile)
  settle(pile)
  return pile.large, pile.large_count
end

return M
