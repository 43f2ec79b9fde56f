-- SHOT_FIRED: every use of a weapon, if an admin asks for it.
-- Does not belong here: whether it hit.

local body = require("body")
local clock = require("clock")
local players = require("players")
local round = require("round")
local round_file = require("round_file")

local format, floor = string.format, math.floor

local M = {}

local function toward_zero(number)
  return number < 0 and -floor(-number) or floor(number)
end

function M.fired(slot, weapon)
  if round.settings.shots == 0 or not players.is_slot(slot) then
    return
  end
  local x, y, z = body.position(slot)
  local yaw, pitch = body.view(slot)
  round_file.row(
    round.file,
    "SHOT_FIRED",
    format(
      "%d;%s;%d;%d;%d;%d;%.2f;%.2f",
      clock.time,
      players.get(slot).guid,
      weapon,
      toward_zero(x),
      toward_zero(y),
      toward_zero(z),
      yaw,
      pitch
    )
  )
end

return M
