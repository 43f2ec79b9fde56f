-- Which weapon a means of death belongs to.
-- Does not belong here: what a player holds.

-- By means of death; some share a weapon, and some have none (machine gun nests, map entities, falls).
local BY_MEANS = {
  [5] = 1,
  [6] = 2,
  [7] = 7,
  [8] = 3,
  [9] = 8,
  [10] = 10,
  [11] = 25,
  [12] = 14,
  [13] = 32,
  [14] = 42,
  [15] = 5,
  [16] = 4,
  [17] = 6,
  [18] = 9,
  [22] = 15,
  [23] = 22,
  [24] = 11,
  [26] = 13,
  [37] = 24,
  [38] = 23,
  [39] = 37,
  [40] = 38,
  [41] = 26,
  [42] = 27,
  [44] = 30,
  [45] = 39,
  [46] = 40,
  [50] = 31,
  [51] = 41,
  [52] = 34,
  [53] = 35,
  [54] = 36,
  [55] = 45,
  [56] = 46,
  [57] = 22,
  [61] = 48,
  [62] = 49,
  [63] = 51,
  [64] = 53,
  [65] = 1,
  [66] = 54,
}

local M = {}

function M.of(means, held)
  return BY_MEANS[means] or held
end

return M
