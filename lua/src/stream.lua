-- A list of items that grows while its row is still open: the path of a life, the positions of an engagement.
-- Items are joined into pieces as they go to the journal, so that a row is never put together at once.
-- Does not belong here: what an item says.

local piles = require("pile")

local concat = table.concat

local M = {}

-- `id` names the stream in the journal.
function M.new(id)
  return { id = id, items = {}, item_count = 0, total = 0, pile = piles.new() }
end

function M.push(stream, item)
  local count = stream.item_count + 1
  stream.items[count] = item
  stream.item_count = count
  stream.total = stream.total + 1
end

-- Adds a finished piece: what `seal` made, or what was read back from a journal.
function M.add_piece(stream, piece)
  piles.add(stream.pile, piece)
end

-- Joins what came since the last time into a piece and returns it; nil if nothing came. Pieces after the first begin
-- with a separator.
function M.seal(stream)
  local first = stream.pile.bytes > 0 and 2 or 1
  if stream.item_count < first then
    return nil
  end
  local piece = concat(stream.items, "|", 1, stream.item_count)
  M.add_piece(stream, piece)
  stream.items[1], stream.item_count = "", 1
  return piece
end

return M
