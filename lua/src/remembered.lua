-- Tables that make their values when they are asked for them first: texts of numbers of which a round has only a few.
-- Does not belong here: numbers of which there are many; the texts themselves.

local M = {}

-- `make(key)` gives the value of a key.
function M.by(make)
  return setmetatable({}, {
    __index = function(values, key)
      local value = make(key)
      values[key] = value
      return value
    end,
  })
end

return M
