-- Words for the engine's numbers, and a list of items as text.

local M = {
  TEAMS = { "AXIS", "ALLIES", "SPEC" },
  CLASSES = { [0] = "SOLDIER", "MEDIC", "ENGINEER", "FIELDOPS", "COVERTOPS" },
}

function M.joined(items, line, separator)
  local texts = {}
  for i, item in ipairs(items) do
    texts[i] = line(item)
  end
  return table.concat(texts, separator)
end

return M
