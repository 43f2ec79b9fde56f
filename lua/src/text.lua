-- Texts of players and maps, made safe for a row: fields have no quoting in a round file.
-- Does not belong here: numbers, rows.

local gsub, sub, byte = string.gsub, string.sub, string.byte

local M = {}

-- The cut never splits a character: bytes 128 to 191 continue one.
local function cut(text, bytes)
  if #text <= bytes then
    return text
  end
  local last = bytes
  while last > 0 and byte(text, last + 1) >= 128 and byte(text, last + 1) < 192 do
    last = last - 1
  end
  return sub(text, 1, last)
end

-- A name or a map's text: separators become underscores, other control characters go.
function M.clean(text, bytes)
  return cut(gsub(gsub(text, "[;|,\t]", "_"), "%c", ""), bytes)
end

-- A text that stands first in a row; a leading "#" would make the row a comment.
function M.clean_first(text, bytes)
  return (gsub(M.clean(text, bytes), "^#", "_"))
end

-- A word without any special character: GUIDs, parts of file names. Clients can send what they like.
function M.word(text, bytes)
  return sub(gsub(text, "[^%w_%-%.]", "_"), 1, bytes)
end

return M
