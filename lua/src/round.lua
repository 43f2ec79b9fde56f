-- The round that is being recorded: its file, settings and switches, for all who write rows.
-- Does not belong here: when a round begins and ends; see recorder.lua.

return { is_live = false, file = nil, settings = nil, run = 0 }
