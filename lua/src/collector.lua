-- Lua's garbage collector, set so that it never takes long at once.
-- Does not belong here: making less garbage.
--
-- By itself Lua 5.4 waits until the heap has doubled, and then sweeps tens of thousands of dead strings in one step:
-- that is some milliseconds of a frame. Smaller steps, sooner, cost the same in sum.

-- Percent of the heap after a collection at which the next one begins.
local PAUSE = 160
-- Work for each step relative to what was allocated, and the size of a step as a power of two in bytes.
local STEP_WORK, STEP_SIZE = 100, 8

local M = {}

function M.tune()
  if _VERSION == "Lua 5.4" then
    collectgarbage("incremental", PAUSE, STEP_WORK, STEP_SIZE)
  else
    collectgarbage("setpause", PAUSE)
  end
end

-- No collection from here on until `go_on`.
function M.hold()
  collectgarbage("stop")
end

function M.go_on()
  collectgarbage("restart")
end

return M
