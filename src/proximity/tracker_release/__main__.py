"""`make tracker`: writes `lua/proximity_tracker.lua` and prints the SHA-1 that `lua_allowedModules` wants."""

import hashlib
import sys
from pathlib import Path

from proximity.tracker_release.bundle import LARGEST_BYTES, BundleError, bundle

SOURCES = Path("lua/src")
RELEASE = Path("lua/proximity_tracker.lua")


def main() -> int:
    """Exit code 0 only if the file is written."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.lua")}
    try:
        text = bundle(modules)
    except BundleError as error:
        sys.stderr.write(f"make tracker: {error}\n")
        return 1
    data = text.encode()
    RELEASE.write_bytes(data)
    sys.stdout.write(f"{RELEASE}: {len(modules)} modules, {len(data)} bytes of {LARGEST_BYTES}\n")
    sys.stdout.write(f"SHA-1 for lua_allowedModules: {hashlib.sha1(data).hexdigest().upper()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
