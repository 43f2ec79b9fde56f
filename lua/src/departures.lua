-- et_ClientDisconnect: a player leaves, and everything of his that is open ends.
-- Does not belong here: his return.

local body = require("body")
local carriers = require("carriers")
local clock = require("clock")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local spawns = require("spawns")
local tracks = require("tracks")

local M = {}

-- All fields can still be read; the slot may be somebody else's in the same frame.
function M.left(slot)
  spawns.settle(slot)
  spawns.gone(slot)
  local life, engagement = tracks.lives[slot], engagements.open[slot]
  if engagement then
    engagements.close(engagement, "disconnect", body.position(slot))
  end
  carriers.left(slot)
  kill_outcomes.left(slot)
  if life then
    if life.is_alive then
      life.x, life.y, life.z = body.position(slot)
    end
    tracks.finish(life, clock.time, "disconnect")
  end
  hits.forget(slot)
  players.disconnect(slot)
end

return M
