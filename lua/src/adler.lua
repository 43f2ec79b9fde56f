-- Adler-32 in plain arithmetic, as zlib.adler32 computes it: checksums of texts, and of texts put together.
-- Does not belong here: what is summed.

local byte, format = string.byte, string.format

local MODULUS = 65521

local M = {}

-- The two halves of the checksum of a text. Exact for texts of up to 5 MB, in doubles (LuaJIT) too.
function M.of(text)
  local a, b, i, length = 1, 0, 1, #text
  while i + 7 <= length do
    local c1, c2, c3, c4, c5, c6, c7, c8 = byte(text, i, i + 7)
    b = b + 8 * a + 8 * c1 + 7 * c2 + 6 * c3 + 5 * c4 + 4 * c5 + 3 * c6 + 2 * c7 + c8
    a = a + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8
    i = i + 8
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
