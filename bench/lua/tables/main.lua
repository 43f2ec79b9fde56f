-- The reference that the tracker is measured against: samples and hits are kept in tables, and everything is formatted
-- and written at once when the round is over. It writes the six sections of V4.2 and nothing else.
-- Straightforward on purpose, but not slow on purpose. Does not belong here: crash safety, unusual courses of a round.

local engagements = require("engagements")
local file = require("file")
local limits = require("limits")
local lives = require("lives")
local state = require("state")
local world = require("world")

local get = et.gentity_get

local function end_round()
  for _, engagement in pairs(state.round.engagements) do
    engagements.close(engagement, "round_end", nil, true)
  end
  for _, life in pairs(state.round.lives) do
    lives.close(life, "round_end", true)
  end
  file.write()
  state.round = nil
end

function et_InitGame(level_time)
  if et.trap_Cvar_Get("gamestate") == "0" then
    state.origin = level_time
    state.round = {
      lives = {},
      finished_lives = {},
      engagements = {},
      finished_engagements = {},
      count = 0,
      start_unix = os.time(),
      objectives = world.objectives(),
    }
  end
end

function et_RunFrame(level_time)
  if not state.round then
    return
  end
  state.now = level_time - state.origin
  if et.trap_Cvar_Get("gamestate") == "3" then
    end_round()
    return
  end
  if state.now >= state.next_sample then
    state.next_sample = state.now - state.now % limits.SAMPLE_MS + limits.SAMPLE_MS
    for _, life in pairs(state.round.lives) do
      if not life.died then
        lives.sample(life)
      end
    end
  end
  engagements.check()
end

function et_ClientSpawn(slot, revived)
  if not state.round or get(slot, "sess.sessionTeam") == 3 then
    return
  end
  local life = state.round.lives[slot]
  if revived == 1 and life then
    life.died = nil
    return
  end
  if life then
    lives.close(life, "unknown")
  end
  lives.open(slot)
end

function et_ClientDisconnect(slot)
  if state.round and state.round.lives[slot] then
    lives.close(state.round.lives[slot], "disconnect")
  end
  if state.round and state.round.engagements[slot] then
    engagements.close(state.round.engagements[slot], "disconnect")
  end
end

function et_Damage(target_slot, attacker_slot, damage)
  if not state.round or target_slot >= 64 or attacker_slot >= 64 or target_slot == attacker_slot or damage < 1 then
    return
  end
  local target, attacker = world.player(target_slot), world.player(attacker_slot)
  if target.team == attacker.team or get(target_slot, "health") <= 0 then
    return
  end
  engagements.react(attacker, target)
  local engagement = state.round.engagements[target_slot] or engagements.open(target)
  local at = world.place(target_slot)
  at.time, at.event = state.now, "hit"
  engagement.positions[#engagement.positions + 1] = at
  engagement.hits[#engagement.hits + 1] =
    { time = state.now, attacker = attacker, damage = damage, weapon = get(attacker_slot, "ps.weapon"), at = at }
end

function et_Obituary(victim, killer)
  if not state.round then
    return
  end
  local engagement, life = state.round.engagements[victim], state.round.lives[victim]
  local is_enemy = killer < 64 and get(killer, "sess.sessionTeam") ~= get(victim, "sess.sessionTeam")
  local death_type = killer == victim and "selfkill" or is_enemy and "killed" or killer < 64 and "teamkill" or "world"
  if engagement then
    engagements.close(engagement, death_type, is_enemy and world.player(killer) or nil)
  end
  if life and not life.died then
    lives.add(life, 0, 0, get(victim, "ps.weapon"), 0, 0, death_type, world.place(victim))
    life.died, life.fell_by = state.now, death_type
  end
end
