-- et_Revive, and on servers before 2.84 the line that stands for it: who brought whom back, told to all who record it.
-- Does not belong here: their rows.

local kill_outcomes = require("kill_outcomes")
local players = require("players")
local revives = require("revives")
local spawns = require("spawns")

local M = {}
-- Revives that et_Revive told of and the line has not repeated yet, by slot of the revived.
local told = {}

function M.happened(slot, medic_slot)
  if not players.is_slot(slot) or not players.is_slot(medic_slot) then
    return
  end
  local revived, medic = players.get(slot), players.get(medic_slot)
  spawns.revived(slot)
  kill_outcomes.revived(slot, medic)
  revives.write(revived, medic)
  told[slot] = true
end

-- The engine prints the line after it called et_Revive.
function M.printed(slot, medic_slot)
  if told[slot] then
    told[slot] = nil
  else
    M.happened(slot, medic_slot)
    told[slot] = nil
  end
end

return M
