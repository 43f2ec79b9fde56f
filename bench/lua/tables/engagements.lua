-- Engagements: who was under fire of enemies, with every hit and place as a table until the round is over.

local limits = require("limits")
local state = require("state")
local world = require("world")

local M = {}

function M.open(target)
  local at = world.place(target.slot)
  at.time, at.event = state.now, "start"
  state.round.count = state.round.count + 1
  local engagement = { id = state.round.count, target = target, started = state.now, positions = { at }, hits = {} }
  state.round.engagements[target.slot] = engagement
  return engagement
end

function M.close(engagement, outcome, killer, is_over)
  local at = world.place(engagement.target.slot, is_over)
  at.time, at.event = state.now, outcome == "killed" and "death" or outcome == "escaped" and "escape" or outcome
  engagement.positions[#engagement.positions + 1] = at
  engagement.ended, engagement.outcome, engagement.killer = state.now, outcome, killer
  state.round.engagements[engagement.target.slot] = nil
  state.round.finished_engagements[#state.round.finished_engagements + 1] = engagement
end

function M.check()
  for slot, engagement in pairs(state.round.engagements) do
    local last = engagement.hits[#engagement.hits]
    if state.now - last.time >= limits.ESCAPE_MS then
      if world.distance(world.place(slot), last.at) >= limits.ESCAPE_UNITS then
        M.close(engagement, "escaped")
      elseif state.now - last.time >= limits.TIMEOUT_MS then
        M.close(engagement, "timeout")
      end
    end
  end
end

function M.react(attacker, target)
  for _, e in pairs(state.round.engagements) do
    if state.now - e.started <= limits.REACTION_MS then
      for _, hit in ipairs(e.hits) do
        if hit.attacker.guid == target.guid then
          if e.target.guid == attacker.guid then
            e.return_fire = e.return_fire or state.now - e.started
          elseif e.target.team == attacker.team then
            e.support = e.support or state.now - e.started
          end
          break
        end
      end
    end
  end
end

return M
