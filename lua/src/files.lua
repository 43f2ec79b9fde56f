-- The game's file system, with every call that a server could refuse checked before and after.
-- Does not belong here: what is in the files.

local READ, WRITE, APPEND_SYNC = 0, 1, 3
-- The engine refuses longer paths; the home path comes on top.
local LONGEST_NAME = 160

local M = {}

local function open(name, mode)
  if #name > LONGEST_NAME then
    return nil, -1
  end
  local handle, length = et.trap_FS_FOpenFile(name, mode)
  if not handle or handle <= 0 then
    return nil, -1
  end
  return handle, length
end

function M.create(name)
  return (open(name, WRITE))
end

-- Every write reaches the operating system at once, so a killed server loses none.
function M.append(name)
  return (open(name, APPEND_SYNC))
end

-- Handle and length; nil if there is no such file.
function M.open_to_read(name)
  return open(name, READ)
end

-- False if the disk did not take all of it.
function M.write(handle, text)
  return text == "" or et.trap_FS_Write(text, #text, handle) == #text
end

function M.read(handle, bytes)
  return et.trap_FS_Read(handle, bytes)
end

function M.close(handle)
  et.trap_FS_FCloseFile(handle)
end

function M.rename(old, new)
  et.trap_FS_Rename(old, new)
end

-- Length of a file, 0 if there is none. There is no call that asks, and none that deletes: an empty file is no file.
function M.size(name)
  local handle, length = open(name, READ)
  if not handle then
    return 0
  end
  M.close(handle)
  return length
end

function M.empty(name)
  local handle = M.create(name)
  if handle then
    M.close(handle)
  end
end

return M
