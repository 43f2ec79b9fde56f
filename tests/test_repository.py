"""Promises of the scaffold: sizes, lock files, settings in three places, links, the sample."""

import ast
import re
import subprocess
from pathlib import Path

from proximity.settings import PROJECT_ROOT, Settings, variable_name

CODE = {".py", ".sql", ".sh", ".yml", ".yaml", ".toml"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
LOCK_FILES = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
# Written in two halves, or this file would be the first to break the promise.
REGISTRY_HOSTS = [
    f"{name}.{domain}"
    for name, domain in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("anaconda", "org"),
        ("golang", "org"),
        ("crates", "io"),
    ]
]


def files_of_the_repository() -> list[Path]:
    """What git tracks, and what it would track after `git add --all`."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [PROJECT_ROOT / name for name in listing.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def text_files() -> list[Path]:
    """All but round files and pictures."""
    other = {".png", ".parquet"}
    return [
        path
        for path in files_of_the_repository()
        if path.suffix not in other and not path.name.endswith("_engagements.txt")
    ]


def text_of(name: str) -> str:
    return (PROJECT_ROOT / name).read_text(encoding="utf-8")


def test_no_code_file_is_longer_than_300_lines() -> None:
    written = {
        path.relative_to(PROJECT_ROOT): path.read_text(encoding="utf-8").splitlines()
        for path in files_of_the_repository()
        if path.suffix in CODE
    }
    by_hand = {path: lines for path, lines in written.items() if lines and "generated" not in lines[0].lower()}
    assert [f"{path}: {len(lines)}" for path, lines in by_hand.items() if len(lines) > LONGEST_FILE] == []


def test_no_function_is_longer_than_50_lines() -> None:
    too_long = [
        f"{path.relative_to(PROJECT_ROOT)}:{node.lineno} {node.name}"
        for path in files_of_the_repository()
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_no_file_names_a_package_registry() -> None:
    offenders = [
        f"{path.relative_to(PROJECT_ROOT)}: {host}"
        for path in text_files()
        for host in REGISTRY_HOSTS
        if host in path.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    for name in LOCK_FILES:
        text = text_of(name)
        assert "://" not in text, name
        assert "--index" not in text, name
        requirements = re.findall(r"^(\S+?)(==\S+)?(?: ; .+)? \\\n    --hash=sha256:", text, re.MULTILINE)
        assert requirements, name
        assert len(requirements) == len(re.findall(r"^[A-Za-z]", text, re.MULTILINE)), f"{name}: one has no hash"
        assert all(version for _, version in requirements), f"{name}: one has no version"


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    machine_path = re.compile(r"(?<![\w./~-])/(?:root|home|tmp|Users)/")
    offenders = [
        str(path.relative_to(PROJECT_ROOT))
        for path in text_files()
        if "tests" not in path.parts and machine_path.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_every_setting_is_in_the_example_and_in_the_readme_and_nothing_else_is() -> None:
    settings = {variable_name(field) for field in Settings.model_fields}
    assert set(re.findall(r"^(PROXIMITY_\w+)=", text_of(".env.example"), re.MULTILINE)) == settings
    assert set(re.findall(r"^\| `(PROXIMITY_\w+)` \|", text_of("README.md"), re.MULTILINE)) == settings


def test_the_example_settings_are_the_defaults() -> None:
    example = Settings(_env_file=PROJECT_ROOT / ".env.example")  # type: ignore[call-arg]
    assert example == Settings(_env_file=None)  # type: ignore[call-arg]


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", text_of(document), re.MULTILINE))
        assert named <= targets, document


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test " in text_of("README.md")
    assert text_of(".ci/run").rstrip().endswith("exec make test")


def test_links_in_documents_lead_somewhere() -> None:
    dead = [
        f"{path.relative_to(PROJECT_ROOT)}: {target}"
        for path in files_of_the_repository()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert dead == []


def test_the_sample_is_a_handful_of_different_rounds() -> None:
    rounds = set()
    files = list((PROJECT_ROOT / "raw" / "sample").glob("*_engagements.txt"))
    for path in files:
        head = path.read_text(encoding="utf-8", errors="replace")[:2000]
        header = dict(re.findall(r"^# (\w+)=(.*)$", head, re.MULTILINE))
        rounds.add((header["map"], header["round_start_unix"]))
    assert 8 <= len(files) <= 12
    assert len(rounds) == len(files)
