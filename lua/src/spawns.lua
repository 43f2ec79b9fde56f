-- et_ClientSpawn: which of the engine's spawns begin a life.
-- Does not belong here: the life.
--
-- Called for spectators too, for revives, and for players who change side and go straight to limbo: those begin with
-- teamChange 1, as do the first spawns of a round. Which of the two it was shows afterwards; and whoever spawns hangs
-- 25 units above the ground until the engine drops him. So a spawn is settled in the next frame, or as soon as
-- something happens to the player.

local body = require("body")
local class_changes = require("class_changes")
local clock = require("clock")
local engagements = require("engagements")
local hits = require("hits")
local kill_outcomes = require("kill_outcomes")
local players = require("players")
local tracks = require("tracks")

local get = et.gentity_get

local M = {}
-- By slot: the time of a spawn that is to be settled; a revive whose et_Revive has not come.
local unsettled, rising = {}, {}
-- Whether there may be any of them: most frames have none.
local is_waiting = false

function M.start()
  is_waiting = false
  for slot in pairs(unsettled) do
    unsettled[slot] = nil
  end
  for slot in pairs(rising) do
    rising[slot] = nil
  end
end

-- Nobody told us of the end of what was before.
local function end_unseen(slot, time)
  local engagement, life = engagements.open[slot], tracks.lives[slot]
  if engagement then
    engagements.close(engagement, "unknown", engagement.x, engagement.y, engagement.z)
  end
  kill_outcomes.spawned(slot)
  if life then
    tracks.finish(life, time, "unknown")
  end
end

local function begin(slot, time)
  end_unseen(slot, time)
  hits.watch(slot)
  class_changes.spawned(players.get(slot), time)
  return tracks.open(slot, time, "spawn")
end

function M.spawned(slot, is_revive)
  local player = players.refresh(slot)
  clock.seen(get(slot, "pers.lastSpawnTime"))
  unsettled[slot] = nil
  if is_revive then
    rising[slot], is_waiting = true, true
    if tracks.lives[slot] then
      tracks.lives[slot].is_rising = true
    end
  elseif not players.plays(player) then
    M.gone(slot)
    end_unseen(slot, clock.time)
  else
    unsettled[slot], is_waiting = clock.time, true
  end
end

-- Something happens to a player: whether his last spawn was one can be seen now.
function M.settle(slot)
  local time = unsettled[slot]
  if time then
    unsettled[slot] = nil
    players.refresh(slot)
    if players.plays(players.get(slot)) and body.is_alive(slot) then
      begin(slot, time)
    else
      end_unseen(slot, time)
    end
  end
end

-- et_Revive came: health and place are final now.
function M.revived(slot)
  rising[slot] = nil
  tracks.rise(slot, clock.time)
end

-- Once a frame. Servers before 2.84 have no et_Revive.
function M.frame()
  if not is_waiting then
    return
  end
  for slot in pairs(unsettled) do
    M.settle(slot)
  end
  for slot in pairs(rising) do
    M.revived(slot)
  end
  -- Last: after an error the rest are settled in the next frame.
  is_waiting = false
end

-- The player is no longer in the game: left, or watching.
function M.gone(slot)
  unsettled[slot], rising[slot] = nil, nil
end

-- Players who were alive when the module was loaded into a running round.
function M.adopt()
  for slot = 0, players.count - 1 do
    if get(slot, "pers.connected") == 2 and players.plays(players.get(slot)) and body.is_alive(slot) then
      hits.watch(slot)
      class_changes.spawned(players.get(slot), clock.time)
      tracks.open(slot, clock.time, "sample")
    end
  end
end

return M
