"""A publication that is killed at any step: readers have a whole file at every moment, and the next run finishes.

Does not belong here: what a publication writes.
"""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.publishing.conftest import MARTS, Shop

from proximity.publishing import publish, shelf

#: Where the steps are looked up. A first publication has no file to copy and none to remove.
STEPS: dict[str, tuple[Any, str]] = {
    "copy the last file": (publish.shutil, "copyfile"),
    "write": (publish, "write"),
    "flush": (shelf, "_flush"),
    "name the file": (Path, "rename"),
    "make the link": (Path, "symlink_to"),
    "switch the link": (Path, "replace"),
    "remove": (Path, "unlink"),
}


def die_at(step: str, side: str, folder: Path) -> None:
    """Publish, but die before or after the step's first time."""
    owner, name = STEPS[step]
    function = getattr(owner, name)

    def fatal(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs) if side == "after" else None
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    with patch.object(owner, name, fatal):
        Shop(folder).publish()


def killed(target: Callable[..., None], *arguments: object) -> bool:
    """Run it in a process of its own; True if that was killed."""
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    process.join(60)
    return process.exitcode == -signal.SIGKILL


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that was published three times, and has changed since."""
    folder = tmp_path_factory.mktemp("template")
    shop = Shop(folder)
    shop.change(MARTS)
    for number in range(4):
        shop.publish()
        shop.change(f"UPDATE marts.dim_players SET player_name = 'name {number}'")
    return folder


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_readers_have_the_old_file_or_the_new_one(template: Path, tmp_path: Path, step: str, side: str) -> None:
    folder = shutil.copytree(template, tmp_path / "shop", symlinks=True)
    shop = Shop(folder)
    before = shop.link.resolve()
    assert killed(die_at, step, side, folder)
    is_old = shop.link.resolve() == before
    assert (shop.differences() == ["dim_players"]) == is_old
    assert (shop.differences() == []) == (not is_old)
    shop.publish()
    assert shop.differences() == []
    assert len(shop.files()) == 3
    assert [name for name in shop.files() if "part" in name] == []


@pytest.mark.parametrize("step", [step for step in STEPS if step not in ("copy the last file", "remove")])
def test_a_first_publication_that_is_killed_leaves_no_link_or_a_whole_file(tmp_path: Path, step: str) -> None:
    shop = Shop(tmp_path)
    shop.change(MARTS)
    assert killed(die_at, step, "before", tmp_path)
    assert not shop.link.exists()
    shop.publish()
    assert shop.differences() == []
    assert len(shop.files()) == 2
