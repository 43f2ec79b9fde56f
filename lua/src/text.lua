-- Texts of players and maps, made safe for a row: fields have no quoting in a round file.
-- Does not belong here: numbers, rows.

local gsub, sub, byte = string.gsub, string.sub, string.byte

-- The engine's names are shorter, texts of maps may be longer. The tables of SLOMIX take 64 characters (GUIDs: 32) and
-- refuse a whole round for a longer one.
local LONGEST_NAME = 64

local M = { LONGEST_GUID = 32 }

-- The cut never splits a character: bytes 128 to 191 continue one.
local function cut(text)
  if #text <= LONGEST_NAME then
    return text
  end
  local last = LONGEST_NAME
  while last > 0 and byte(text, last + 1) >= 128 and byte(text, last + 1) < 192 do
    last = last - 1
  end
  return sub(text, 1, last)
end

-- A name or a map's text: separators become underscores, other control characters go.
function M.clean(text)
  return cut((gsub(gsub(text, "[;|,\t]", "_"), "%c", "")))
end

-- A text that stands first in a row; a leading "#" would make the row a comment.
function M.clean_first(text)
  return (gsub(M.clean(text), "^#", "_"))
end

-- A word without any special character: GUIDs, parts of file names. Clients can send what they like.
function M.word(text, bytes)
  return sub(gsub(text, "[^%w_%-%.]", "_"), 1, bytes)
end

return M
