-- What targets and their sides do in the first seconds of an engagement: return fire, support, the dodge.
-- Does not belong here: the engagement itself.

local round = require("round")
local round_file = require("round_file")

local format = string.format

-- Later reactions are no reactions to the first hit.
local LONGEST_MS = 5000

local M = { LONGEST_MS = LONGEST_MS }

-- `attacker` hit `target`: return fire in the engagement on the attacker, support in those on his team-mates.
function M.hit(open, attacker, target, time)
  for _, engagement in pairs(open) do
    local after = time - engagement.started
    if after <= LONGEST_MS and engagement.attackers[target.key] then
      local victim = engagement.player
      if victim == attacker then
        engagement.return_fire_ms = engagement.return_fire_ms or after
      elseif engagement.team == attacker.team then
        engagement.support_ms = engagement.support_ms or after
      end
    end
  end
end

function M.row(engagement, outcome, ended)
  return format(
    "%d;%s;%s;%s;%d;%s;%s;%s;%d;%d;%d",
    engagement.id,
    engagement.who,
    engagement.class_name,
    outcome,
    engagement.attacker_count,
    engagement.return_fire_ms or "",
    engagement.dodge.ms or "",
    engagement.support_ms or "",
    engagement.started,
    ended,
    ended - engagement.started
  )
end

function M.write(engagement, outcome, ended)
  round_file.keyed_row(round.file, "REACTION_METRICS", engagement.id, M.row(engagement, outcome, ended))
end

return M
