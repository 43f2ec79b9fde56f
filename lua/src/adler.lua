-- Adler-32 in plain arithmetic, as zlib.adler32 computes it: checksums of texts, and of texts put together.
-- Does not belong here: what is summed.

local byte, format = string.byte, string.format

local MODULUS = 65521

local M = {}

-- The two halves of the checksum of a text. Exact for texts of up to 5 MB, in doubles (LuaJIT) too.
function M.of(text)
  local a, b, i, length = 1, 0, 1, #text
  while i + 15 <= length do
    local c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 = byte(text, i, i + 15)
    -- Sixteen times: a = a + the byte, b = b + a.
    a = a + c1
    b = b + a
    a = a + c2
    b = b + a
    a = a + c3
    b = b + a
    a = a + c4
    b = b + a
    a = a + c5
    b = b + a
    a = a + c6
    b = b + a
    a = a + c7
    b = b + a
    a = a + c8
    b = b + a
    a = a + c9
    b = b + a
    a = a + c10
    b = b + a
    a = a + c11
    b = b + a
    a = a + c12
    b = b + a
    a = a + c13
    b = b + a
    a = a + c14
    b = b + a
    a = a + c15
    b = b + a
    a = a + c16
    b = b + a
    i = i + 16
  end
  while i <= length do
    a = a + byte(text, i)
    b = b + a
    i = i + 1
  end
  return a % MODULUS, b % MODULUS
end

-- The halves of two texts, one after the other; `bytes2` is the length of the second.
function M.joined(a1, b1, a2, b2, bytes2)
  return (a1 + a2 - 1) % MODULUS, (b1 + b2 + (bytes2 % MODULUS) * (a1 - 1)) % MODULUS
end

function M.hex(a, b)
  return format("%04x%04x", b, a)
end

return M
