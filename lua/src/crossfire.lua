-- Crossfire: hits of two different attackers on one target within the window, wherever in the engagement they fall.
-- Does not belong here: geometry; what the rest of an engagement says.
--
-- The pair that counts is the earliest: of all hits that follow a hit of another attacker by at most the window the
-- first one, and of the hits that it follows so the first one. Their difference is the delay. Participants are all who
-- hit within a window from the pair's first hit on, in the order of their first hit in it. If the engagement opens with
-- its crossfire, this is what older trackers write.

local M = {}

-- `hits` are those of the only attacker seen in the last window: until there is a second one, all are of one.
function M.new()
  return { is_found = false, hits = {}, count = 0, attacker = nil, participants = {}, is_in = {} }
end

local function include(crossfire, attacker)
  if not crossfire.is_in[attacker] then
    crossfire.is_in[attacker] = true
    crossfire.participants[#crossfire.participants + 1] = attacker
  end
end

-- Forgets hits that are older than the window.
local function forget(crossfire, before)
  local hits, kept = crossfire.hits, 0
  for i = 1, crossfire.count do
    if hits[i] >= before then
      kept = kept + 1
      hits[kept] = hits[i]
    end
  end
  crossfire.count = kept
end

function M.hit(crossfire, attacker, time, window)
  if crossfire.is_found then
    if time <= crossfire.from + window then
      include(crossfire, attacker)
    end
    return
  end
  forget(crossfire, time - window)
  if crossfire.count > 0 and crossfire.attacker ~= attacker then
    crossfire.is_found = true
    crossfire.from, crossfire.delay = crossfire.hits[1], time - crossfire.hits[1]
    include(crossfire, crossfire.attacker)
    include(crossfire, attacker)
    return
  end
  crossfire.attacker = attacker
  crossfire.count = crossfire.count + 1
  crossfire.hits[crossfire.count] = time
end

return M
