"""Every numeric constant that decides something in the core says on what it rests."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import draftdiff

HOME = Path(draftdiff.__file__).parent
#: Ways to say it: measured or fitted on something, chosen without, following from a reason or from a standard, or none
#: of it because only speed depends on it.
BASIS = re.compile(
    r"calibrated|calibration|chosen|by reason|measured|fitted|by reading|tried on|changes no result",
    re.IGNORECASE,
)


def constants(module: Path) -> list[tuple[int, str]]:
    """Line and comment of each module-level constant that is a number, or numbers, by itself.

    Numbers that only tell things apart (0, 1, 2, ...: sides, exit codes) decide nothing and are left out, and so are
    tables, whose comments speak of the table.
    """
    source = module.read_text(encoding="utf-8")
    lines = source.splitlines()
    found: list[tuple[int, str]] = []
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if value is None or not _plain(value):
            continue
        numbers = [n.value for n in ast.walk(value) if isinstance(n, ast.Constant) and _number(n)]
        if not numbers or (isinstance(value, ast.Tuple) and numbers == list(range(len(numbers)))):
            continue
        first = node.lineno - 1
        while first and lines[first - 1].startswith("#"):
            first -= 1
        comment = " ".join(line.lstrip("#: ") for line in lines[first : node.lineno - 1])
        found.append((node.lineno, comment if lines[first].startswith("#:") else ""))
    return found


def _plain(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return all(map(_plain, value.elts))
    if isinstance(value, ast.BinOp):
        return _plain(value.left) and _plain(value.right)
    return _number(value.operand if isinstance(value, ast.UnaryOp) else value)


def _number(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )


def silent(module: Path) -> list[str]:
    """Constants of a module that do not say on what they rest."""
    where = module.relative_to(HOME).as_posix()
    return [f"{where}:{line}" for line, comment in constants(module) if not BASIS.search(comment)]


def test_each_constant_says_on_what_it_rests() -> None:
    modules = sorted(HOME.rglob("*.py"))
    assert sum(len(constants(module)) for module in modules) > 50
    assert not [fault for module in modules for fault in silent(module)]


def test_a_silent_constant_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "#: Calibrated on the bundled history.\nGOOD = 1.5\n#: Words in a run.\nBAD = 3\nBARE = -0.5\nOLD, NEW = 0, 1\n"
        "#: Chosen.\nPAIR = (2, 1 << 3)\nNAME = 'x'\nON = True\n",
        encoding="utf-8",
    )
    assert [(line, bool(BASIS.search(comment))) for line, comment in constants(module)] == [
        (2, True), (4, False), (5, False), (8, True),
    ]  # fmt: skip
