"""What `docs/tracker` promises about itself: every line of the console is explained, prose fits on a screen."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "docs" / "tracker").glob("*.md"))
MODULES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "lua" / "src").glob("*.lua")}
RUNBOOK = (ROOT / "docs" / "tracker" / "RUNBOOK.md").read_text(encoding="utf-8")
# Blocks and spans of code: where lines are quoted.
QUOTED = "\n".join(match[1] or match[2] for match in re.finditer(r"^```(.*?)^```$|`([^`\n]+)`", RUNBOOK, re.M | re.S))

# What is printed is the argument of `console.line` itself, or, where that is a variable, what these expressions find.
PRINTED = re.compile(r"console\.line\((.*?)\n? *\)\n", re.DOTALL)
INDIRECT = {
    ("recovery", "message"): r"\bstop\((\".*)\)\n",
    ("main", "banner()"): r"^local BANNER = (.*)$|^    return header\.VERSION \.\. (.*)$",
    ("status", "line"): r"^local function lines\(\)\n(.*?)^end$",
}
LITERAL = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
DIRECTIVE = re.compile(r"%[-.\d]*[a-z]")


def printed() -> list[tuple[str, str]]:
    """Module and argument of everything that it prints."""
    return [
        (module, argument.strip())
        for module, text in MODULES.items()
        if module != "console"
        for argument in PRINTED.findall(text)
    ]


def sources() -> list[str]:
    """Pieces of Lua that hold the texts of all lines."""
    direct = [argument for module, argument in printed() if (module, argument) not in INDIRECT]
    flags = re.MULTILINE | re.DOTALL
    indirect = [
        match.group(0)
        for (module, _), pattern in INDIRECT.items()
        for match in re.finditer(pattern, MODULES[module], flags if "lines" in pattern else re.MULTILINE)
    ]
    return [*direct, *indirect]


def texts() -> list[str]:
    """The fixed parts of all lines, as long as they have a word in them."""
    literals = [one or other for source in sources() for one, other in LITERAL.findall(source)]
    parts = [part.strip(' "') for literal in literals for part in DIRECTIVE.split(literal)]
    return sorted({part for part in parts if re.search(r"[a-z]{2}", part)} - {"count"})


@pytest.mark.parametrize("text", texts())
def test_every_line_of_the_console_is_in_the_runbook(text: str) -> None:
    assert text in QUOTED


def test_no_line_reaches_the_console_in_a_way_that_is_not_looked_at() -> None:
    assert [module for module, text in MODULES.items() if re.search(r"\bG_(Log)?Print\b", text)] == ["console"]
    without_text = {(module, argument) for module, argument in printed() if not LITERAL.search(argument)}
    assert without_text == set(INDIRECT)
    assert len(printed()) == sum(text.count("console.line(") for text in MODULES.values())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_prose_is_at_most_120_characters_wide(document: Path) -> None:
    # Outside of tables and of quoted files.
    prose = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert [line for line in prose.splitlines() if len(line) > 120 and not line.startswith("|")] == []
