-- What the engine says of places, players and objectives.

local get = et.gentity_get

local M = {}

function M.place(slot, is_over)
  local p = get(slot, is_over and "r.currentOrigin" or "ps.origin")
  return { x = p[1], y = p[2], z = p[3] }
end

function M.distance(a, b)
  return math.sqrt((a.x - b.x) ^ 2 + (a.y - b.y) ^ 2 + (a.z - b.z) ^ 2)
end

function M.player(slot)
  local guid = et.Info_ValueForKey(et.trap_GetUserinfo(slot), "cl_guid")
  local name = string.gsub(get(slot, "pers.netname") or "Unknown", "[;|,]", "_")
  return {
    slot = slot,
    guid = guid,
    name = name,
    team = get(slot, "sess.sessionTeam"),
    class = get(slot, "sess.playerType"),
  }
end

function M.objectives()
  local objectives = {}
  for i = 0, 17 do
    local name, data = et.trap_GetConfigstring(769 + i), et.trap_GetConfigstring(787 + i)
    if name ~= "" then
      local function number(key)
        return tonumber(et.Info_ValueForKey(data, key)) or 0
      end
      objectives[#objectives + 1] = { name = name, x = number("x"), y = number("y"), z = number("z") }
    end
  end
  return objectives
end

return M
