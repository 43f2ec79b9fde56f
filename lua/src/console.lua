-- Lines for the admin: the server console, or the console of one player.
-- Does not belong here: deciding what is worth a line.

local M = {}

-- et.G_Print does not come back through et_Print; et.G_LogPrint would.
function M.line(text)
  et.G_Print("proximity: " .. text .. "\n")
end

function M.to_player(slot, text)
  et.trap_SendServerCommand(slot, 'print "proximity: ' .. string.gsub(text, '"', "'") .. '\n"')
end

return M
