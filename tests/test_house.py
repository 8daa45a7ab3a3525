"""The house: no import goes in a circle, whatever it is for, and values open one door upward only."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

#: Package -> the folder it stands in: of the checkout, or of the installed wheel.
PACKAGES = {
    name: Path(str(find_spec(name).origin)).parent.parent  # type: ignore[union-attr]
    for name in ("draftdiff", "draftdiff_parsers", "draftdiff_reports", "draftdiff_corpus")
}
ROOT = PACKAGES["draftdiff"]


def modules(package: str, root: Path) -> dict[str, ast.Module]:
    """Name -> syntax of every module of a package."""
    found: dict[str, ast.Module] = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def targets(tree: ast.Module, known: set[str]) -> set[str]:
    """Modules that a module imports anywhere in it: at the top, inside functions, for types only."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "this project imports by whole names"
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in known else base)
    return found & known


def imports(trees: dict[str, ast.Module]) -> Any:
    """The graph of imports."""
    graph: Any = nx.DiGraph()
    for name, tree in trees.items():
        graph.add_edges_from((name, target) for target in targets(tree, set(trees)) if target != name)
    return graph


def circles(graph: Any) -> list[list[str]]:
    """Modules that import each other, each circle once."""
    return [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_goes_in_a_circle(package: str) -> None:
    trees = modules(package, PACKAGES[package])
    assert trees
    assert circles(imports(trees)) == []


def test_a_circle_is_seen_whatever_the_import_is_for() -> None:
    trees = {
        "a": ast.parse("def later():\n    from b import thing"),
        "b": ast.parse("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from c import Thing"),
        "c": ast.parse("import a"),
        "d": ast.parse("import c"),
    }
    assert circles(imports(trees)) == [["a", "b", "c"]]


def test_no_room_of_the_core_knows_another_that_knows_it() -> None:
    graph = imports(modules("draftdiff", ROOT))
    rooms: Any = nx.DiGraph()
    for source, target in graph.edges:
        ends = [name.split(".")[1] for name in (source, target) if "." in name]
        if len(ends) == len({*ends}) == 2:
            rooms.add_edge(*ends)
    assert circles(rooms) == []


def test_modules_are_found_by_name_at_the_known_doors_only() -> None:
    """A module that is imported by its name escapes every check above, so those places are few and named."""
    doors = {
        name
        for name, tree in modules("draftdiff", ROOT).items()
        if any(
            isinstance(node, ast.Name | ast.Attribute) and "import_module" in ast.dump(node)
            for node in ast.walk(tree)
        )
    }
    assert doors == {
        "draftdiff",  # the public names, loaded when first used
        "draftdiff.cli.app",  # a verb's room, loaded when the verb is called
        "draftdiff.door",  # values ask for their views
        "draftdiff.views.frame",  # pandas, which is optional
        "draftdiff.library.index",  # tantivy, which is optional
        "draftdiff.library.scale",  # dask.distributed, which is optional
    }
