-- The kinds of values that fields have: how they start and how they are copied.
-- Does not belong here: which field has which kind.

local M = { blank = {}, copy = {} }

function M.blank.int() return 0 end
function M.blank.float() return 0.0 end
function M.blank.string() return nil end
function M.blank.entity() return nil end
function M.blank.vec3() return { 0.0, 0.0, 0.0 } end

local function filled(size, element)
  local values = {}
  for i = 0, size - 1 do values[i] = element() end
  return values
end

function M.blank.int_array(size) return filled(size, M.blank.int) end
function M.blank.float_array(size) return filled(size, M.blank.float) end

function M.blank.weaponstat_array(size)
  return filled(size, function() return { 0, 0, 0, 0, 0 } end)
end

function M.blank.trajectory()
  return { trType = 0, trTime = 0, trDuration = 0, trBase = M.blank.vec3(), trDelta = M.blank.vec3() }
end

-- A fresh table at every read, as the engine makes it: a module may keep or change what it got.
function M.copy.vec3(v) return { v[1], v[2], v[3] } end
function M.copy.weaponstat_array(v) return { v[1], v[2], v[3], v[4], v[5] } end

function M.copy.trajectory(v)
  return {
    trType = v.trType,
    trTime = v.trTime,
    trDuration = v.trDuration,
    trBase = M.copy.vec3(v.trBase),
    trDelta = M.copy.vec3(v.trDelta),
  }
end

return M
