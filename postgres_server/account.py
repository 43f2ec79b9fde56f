"""The operating system's user that the server runs as: PostgreSQL refuses the super-user.

Does not belong here: users inside the database.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """Whom to run programs as. `user_id` is None for whoever runs the tests."""

    user_id: int | None = None
    group_id: int | None = None

    @property
    def process_options(self) -> dict[str, Any]:
        """Options of `subprocess` that make a program run as this user."""
        if self.user_id is None:
            return {}
        return {"user": self.user_id, "group": self.group_id, "extra_groups": []}

    def make_folder(self) -> Path:
        """A new temporary folder that belongs to the user and to nobody else."""
        folder = Path(tempfile.mkdtemp(prefix="proximity-postgres-"))
        if self.user_id is not None and self.group_id is not None:
            os.chown(folder, self.user_id, self.group_id)
        return folder

    def can_run(self, program: Path) -> bool:
        """Whether the user may run it; a checkout below a closed home folder is out of its reach."""
        try:
            options = self.process_options
            return subprocess.run([program, "--version"], capture_output=True, check=False, **options).returncode == 0
        except OSError:
            return False

    def within_reach(self, binaries: Path, folder: Path) -> Path:
        """`binaries` itself if the user can run them, else a copy of their installation below `folder`."""
        if self.can_run(binaries / "initdb"):
            return binaries
        copy = folder / "installation"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        copy.chmod(0o755)
        return copy / binaries.name


def server_account() -> Account:
    """Whoever runs this, or an unprivileged user if that is the super-user."""
    if os.geteuid() != 0:
        return Account()
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise RuntimeError(f"The tests run as root, and PostgreSQL will not: none of the users {UNPRIVILEGED} exists.")
