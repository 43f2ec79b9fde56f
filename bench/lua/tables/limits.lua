-- The times, distances and sizes that the community tracker has by default; ms and units.

return {
  SAMPLE_MS = 200,
  ESCAPE_MS = 5000,
  ESCAPE_UNITS = 300,
  TIMEOUT_MS = 15000,
  WINDOW_MS = 1000,
  REACTION_MS = 5000,
  CELL = 512,
  FOCUS_UNITS = 500,
  SHORTEST_STEP = 24,
}
