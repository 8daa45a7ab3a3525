"""The style sheet: what a paragraph or run looks like after styles and direct formatting (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff_parsers.word.markup import W, flag, integer, is_on, val
from draftdiff_parsers.word.symbols import is_symbol_font

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Property -> the name `draftdiff.model.Style` gives it. They toggle: set in two styles, they cancel (17.7.3).
_TOGGLES = {"i": "italic", "b": "bold", "strike": "strike", "dstrike": "strike"}
_TWIPS_PER_POINT = 20
_HALF_POINTS = 2
#: Longest chain of styles based on one another that is followed; Word itself writes at most a dozen.
_LONGEST_CHAIN = 64
_BODY_OUTLINE = 9
#: Styles whose underline says that the words are a link.
_LINK_STYLES = ("hyperlink", "followedhyperlink")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks."""

    names: tuple[str, ...] = ()
    """Style names of the model, in alphabetical order."""
    hidden: bool = False
    size: float | None = None
    """Font size in points."""
    symbols: str = ""
    """Name of the font where its letters are signs."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands on the page."""

    style: str = ""
    """Name of its style in lower case: "heading 1"."""
    style_id: str = ""
    outline: int | None = None
    """Outline level, 0 is the outermost; None is body text."""
    num_id: str = ""
    """List it belongs to; "" is none."""
    level: int | None = None
    """Level in that list where the paragraph or its style says so."""
    left: int | None = None
    """Left indent, twentieths of a point; None leaves it to the list level."""
    first: int | None = None
    """Indent of the first line relative to `left`; None leaves it to the list level."""
    page_break: bool = False


@dataclass(slots=True)
class StyleSheet:
    """`styles.xml`, resolved on demand."""

    root: Element | None
    _styles: dict[str, Element] = field(default_factory=dict[str, "Element"], init=False)
    _default: dict[str, str] = field(default_factory=dict[str, str], init=False)
    _looks: dict[tuple[str, str], tuple[dict[str, bool], dict[str, str]]] = field(
        default_factory=dict[tuple[str, str], tuple[dict[str, bool], dict[str, str]]], init=False
    )

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for style in self.root.findall(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            self._styles.setdefault(key, style)
            if style.get(f"{W}default") is not None and is_on(style.get(f"{W}default")):
                self._default[style.get(f"{W}type") or ""] = key

    def chain(self, style_id: str, kind: str = "paragraph") -> list[Element]:
        """A style and those it is based on, nearest first; the default style where the id is unknown."""
        if style_id not in self._styles:
            style_id = self._default.get(kind, "")
        found: list[Element] = []
        while style_id in self._styles and len(found) < _LONGEST_CHAIN:
            style = self._styles[style_id]
            if style in found:
                break
            found.append(style)
            style_id = val(style, "basedOn") or ""
        return found

    def paragraph(self, properties: Element | None) -> ParagraphLook:
        """The look of a paragraph with these `w:pPr`."""
        chain = self.chain(val(properties, "pStyle") or "")
        layers = [properties, *(style.find(f"{W}pPr") for style in chain)]
        found = [layer for layer in layers if layer is not None]
        num_id, level = _list_of(found)
        left, first = _indent_of(found, own=num_id == _list_of(found[:1])[0])
        outline = next((o for layer in found if (o := integer(val(layer, "outlineLvl"))) is not None), None)
        page_break = next((b for layer in found if (b := flag(layer, "pageBreakBefore")) is not None), False)
        return ParagraphLook(
            style=(val(chain[0], "name") or "").lower() if chain else "",
            style_id=(chain[0].get(f"{W}styleId") or "") if chain else "",
            outline=outline if outline is not None and 0 <= outline < _BODY_OUTLINE else None,
            num_id=num_id, level=level, left=left, first=first, page_break=page_break,
        )  # fmt: skip

    def run(self, properties: Element | None, paragraph_style: str) -> RunLook:
        """The look of a run with these `w:rPr` in a paragraph of that style."""
        character_style = val(properties, "rStyle") or ""
        toggles, values = self._base(paragraph_style, character_style)
        if properties is not None and len(properties):
            toggles, values = dict(toggles), dict(values)
            for name in (*_TOGGLES, "vanish"):
                direct = flag(properties, name)
                if direct is not None:
                    toggles[name] = direct
            _take_values(properties, values)
        names = {_TOGGLES[name] for name, on in toggles.items() if on and name in _TOGGLES}
        if values.get("u", "none") != "none":
            names.add("underline")
        if values.get("vertAlign") == "superscript":
            names.add("superscript")
        size, font = integer(values.get("sz")), values.get("font", "")
        return RunLook(
            tuple(sorted(names)), toggles.get("vanish", False), size / _HALF_POINTS if size else None,
            font if is_symbol_font(font) else "",
        )  # fmt: skip

    def _base(self, paragraph_style: str, character_style: str) -> tuple[dict[str, bool], dict[str, str]]:
        key = (paragraph_style, character_style)
        known = self._looks.get(key)
        if known is not None:
            return known
        toggles: dict[str, bool] = {}
        values: dict[str, str] = {}
        defaults = None if self.root is None else self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            _take_values(defaults, values)
        chains = [self.chain(paragraph_style)]
        if character_style in self._styles:
            chains.append(self.chain(character_style, "character"))
        for chain in chains:
            layers = [layer for style in chain if (layer := style.find(f"{W}rPr")) is not None]
            for name in (*_TOGGLES, "vanish"):
                on = next((f for layer in layers if (f := flag(layer, name)) is not None), False)
                toggles[name] = toggles.get(name, False) != on
            for layer in reversed(layers):
                _take_values(layer, values)
            if chain and (val(chain[0], "name") or "").lower() in _LINK_STYLES:
                values.pop("u", None)
        for name in (*_TOGGLES, "vanish"):
            if flag(defaults, name):
                toggles[name] = True
        self._looks[key] = (toggles, values)
        return toggles, values


def _take_values(properties: Element, values: dict[str, str]) -> None:
    for name in ("u", "vertAlign", "sz"):
        child = properties.find(W + name)
        if child is not None:
            values[name] = child.get(f"{W}val") or ("single" if name == "u" else "")
    fonts = properties.find(f"{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    if font:
        values["font"] = font


def _list_of(layers: list[Element]) -> tuple[str, int | None]:
    """List and level from the nearest properties that name them. List 0 takes numbering away."""
    num_id, level = "", None
    for layer in layers:
        numbering = layer.find(f"{W}numPr")
        if numbering is None:
            continue
        if level is None:
            level = integer(val(numbering, "ilvl"))
        named = val(numbering, "numId")
        if named is not None:
            num_id = "" if named == "0" else named
            break
    return num_id, level


def _indent_of(layers: list[Element], *, own: bool) -> tuple[int | None, int | None]:
    """Indents from the nearest properties that give them.

    Args:
        layers: properties, nearest first.
        own: the list is named by the paragraph itself, so the level's indents win over those of the style.
    """
    left: int | None = None
    first: int | None = None
    for layer in layers[:1] if own and layers and layers[0].find(f"{W}numPr") is not None else layers:
        indent = layer.find(f"{W}ind")
        if indent is None:
            continue
        if left is None:
            left = integer(indent.get(f"{W}start") or indent.get(f"{W}left"))
        if first is None:
            hanging = integer(indent.get(f"{W}hanging"))
            first = -hanging if hanging is not None else integer(indent.get(f"{W}firstLine"))
    return left, first


def points(left: int | None, first: int | None) -> float:
    """Left edge of the first line in points."""
    return ((left or 0) + (first or 0)) / _TWIPS_PER_POINT
