-- Names of the files: round files, and what is on the way to become one.
-- Does not belong here: their content.

local text = require("text")

local MAP_BYTES = 64

local M = {}

-- `unix` is the end of the round; the name carries it in the server's local time.
function M.round_file(folder, facts, unix)
  return folder
    .. "/"
    .. os.date("%Y-%m-%d-%H%M%S", unix)
    .. "-"
    .. text.word(facts.map, MAP_BYTES)
    .. "-round-"
    .. facts.round
    .. "_engagements.txt"
end

-- Where a round file grows; it belongs to the journal that it is made from.
function M.temporary(folder, journal_name)
  return journal_name and string.gsub(journal_name, "%.txt$", ".tmp") or folder .. "/journal/journal-0.tmp"
end

return M
