"""Cvars as a server has them before its first map, values of `gamestate`, numbers of configstrings.

Does not belong here: constants that only one module needs.
"""

FS_GAME = "legacy"
INITIALISING, PLAYING, COUNTDOWN, WARMUP, INTERMISSION = "-1", "0", "1", "2", "3"

CVARS = {
    "dedicated": "2",
    "fs_game": FS_GAME,
    "g_bluelimbotime": "30000",
    "g_currentRound": "0",
    "g_doWarmup": "0",
    "g_friendlyFire": "1",
    "g_gametype": "3",
    "g_intermissionTime": "60",
    "g_nextTimeLimit": "0",
    "g_redlimbotime": "30000",
    "g_restarted": "0",
    "g_speed": "320",
    "gamestate": WARMUP,
    "mod_version": "v2.85.0",
    "nextmap": "map_restart 0",
    "sv_hostname": "ETHost",
    "timelimit": "0",
}

CS_SERVERINFO = 0
CS_WARMUP = 5
CS_LEVEL_START_TIME = 11
CS_INTERMISSION = 12
CS_MULTI_INFO = 13
CS_MULTI_MAPWINNER = 14
CS_WOLFINFO = 21
CS_REINFSEEDS = 31
CS_SERVERTOGGLES = 32
CS_INTERMISSION_START_TIME = 36
CS_PLAYERS = 689
CS_OID_TRIGGERS = 769
CS_OID_DATA = 787
