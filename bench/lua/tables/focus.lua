-- How close everybody kept to the objectives, reckoned when the round is over.

local limits = require("limits")
local names = require("names")
local state = require("state")
local world = require("world")

local format = string.format

local M = {}

function M.of_players()
  local players = {}
  for _, life in ipairs(state.round.finished_lives) do
    local focus = players[life.player.guid]
      or { player = life.player, distance = 0, within = 0, samples = 0, near = {} }
    players[life.player.guid] = focus
    for _, at in ipairs(life.path) do
      local nearest, best = nil, nil
      for _, objective in ipairs(at.event == "sample" and state.round.objectives or {}) do
        local units = world.distance(at, objective)
        if not best or units < best then
          nearest, best = objective.name, units
        end
      end
      if nearest then
        focus.distance, focus.samples = focus.distance + best, focus.samples + 1
        focus.within = focus.within + (best <= limits.FOCUS_UNITS and limits.SAMPLE_MS or 0)
        focus.near[nearest] = (focus.near[nearest] or 0) + 1
      end
    end
  end
  return players
end

function M.row(focus)
  local best, most = "", 0
  for name, times in pairs(focus.near) do
    if times > most then
      best, most = name, times
    end
  end
  local p = focus.player
  return format(
    "%s;%s;%s;%s;%.1f;%d;%d",
    p.guid,
    p.name,
    names.TEAMS[p.team],
    best,
    focus.distance / focus.samples,
    focus.within,
    focus.samples
  )
end

return M
