-- The round that is played, nil if none is; ms since it began, and when the next sample is due.

return { round = nil, now = 0, origin = 0, next_sample = 0 }
