-- KILL_OUTCOME: what became of the victim of an enemy kill: revived, gibbed, given up, or lying there at the end.
-- Does not belong here: the kill itself.

local clock = require("clock")
local game = require("game")
local round = require("round")
local round_file = require("round_file")

local format = string.format

local SECTION = "KILL_OUTCOME"
-- At GIB_HEALTH a body bursts; below FORCE_LIMBO_HEALTH its player is sent to limbo.
local GIB_HEALTH, FORCE_LIMBO_HEALTH = -175, -113

local M = {}
-- By slot of the victim.
local open = {}
local count = 0

function M.start()
  count = 0
  for slot in pairs(open) do
    open[slot] = nil
  end
end

local function row_of(kill, outcome, denied, gibber, reviver)
  local time = clock.time
  return format(
    "%d;%s;%s;%s;%s;%d;%s;%d;%d;%d;%s;%s;%s;%s",
    kill.time,
    kill.victim_guid,
    kill.victim_name,
    kill.killer_guid,
    kill.killer_name,
    kill.means,
    outcome,
    time,
    time - kill.time,
    denied,
    gibber and gibber.guid or "",
    gibber and gibber.name or "",
    reviver and reviver.guid or "",
    reviver and reviver.name or ""
  )
end

local function resolve(slot, outcome, waits, gibber, reviver)
  local kill = open[slot]
  if kill then
    open[slot] = nil
    local wait = waits and game.next_wave_ms(kill.team, clock.time) or 0
    round_file.keyed_row(
      round.file,
      SECTION,
      kill.key,
      row_of(kill, outcome, clock.time - kill.time + wait, gibber, reviver)
    )
  end
end

-- An enemy killed a player, whose health is now `health`. One blow that bursts the body leaves nothing to revive.
function M.killed(victim, killer, means, health)
  if round.settings.kill_outcomes == 0 then
    return
  end
  resolve(victim.slot, "expired")
  count = count + 1
  open[victim.slot] = {
    key = round.run .. "K" .. count,
    time = clock.time,
    team = victim.team,
    means = means,
    victim_guid = victim.guid,
    victim_name = victim.name,
    killer_guid = killer.guid,
    killer_name = killer.name,
  }
  if health <= GIB_HEALTH then
    resolve(victim.slot, "gibbed", true, killer)
  end
end

-- A body was hit and is left with `health`; `attacker` is nil if no other player did it.
function M.body_hit(slot, health, attacker)
  if health < FORCE_LIMBO_HEALTH then
    resolve(slot, "gibbed", true, attacker)
  end
end

function M.revived(slot, medic)
  resolve(slot, "revived", false, nil, medic)
end

-- The body was given up: the player waits for the next wave.
function M.given_up(slot)
  resolve(slot, "tapped_out", true)
end

-- He is back without anybody having seen him give up.
function M.spawned(slot)
  resolve(slot, "tapped_out")
end

function M.left(slot)
  resolve(slot, "expired")
end

-- The end of the round finds him lying.
function M.round_ended(slot)
  resolve(slot, "round_end")
end

-- For the journal, of one part of the slots.
function M.flush(part, parts)
  for slot, kill in pairs(open) do
    if slot % parts == part then
      round_file.draft(round.file, SECTION, kill.key, row_of(kill, "round_end", clock.time - kill.time))
    end
  end
end

return M
