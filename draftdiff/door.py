"""The one door from the values on the ground floor to the rooms that show them.

Values answer `to_json`, `to_frame`, `_repr_html_`: methods that a notebook looks for on the value itself. What draws them
(`draftdiff.views`, with the JSON of `draftdiff.contracts` behind it) knows all values and stands above them. So that no
ground-floor module imports upward, a value asks here, and the room above is found by its name when it is first asked.
This is the only such inversion in the core; `tests/test_house.py` holds that.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TextForm = Literal["html", "page", "text", "markdown", "csv", "json"]
Form = TextForm | Literal["frame"]
_VIEWS = "draftdiff.views"
_NEGOTIATING = "draftdiff.negotiating"


@overload
def show(value: object, form: TextForm) -> str: ...
@overload
def show(value: object, form: Literal["frame"]) -> Any: ...
def show(value: object, form: Form) -> Any:
    """A value in a form that people or programs read.

    Raises:
        MissingExtraError: a data frame without pandas.
        TypeError: there is no such form of the value.
    """
    return import_module(_VIEWS).show(value, form)


def table(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Any:
    """A `pandas.DataFrame` of rows with fixed columns, also when there are no rows.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    return import_module(_VIEWS).data_frame(rows, columns)


def document_from_json(data: str | bytes, *, name: str) -> Any:
    """A `Document` from `draftdiff.document/1`; errors as `Document.from_json`."""
    return import_module(_VIEWS).document_from_json(data, name=name)


def reading_of(document: object, choice: str, *, without: object, as_proposed_by: str) -> Any:
    """A document under a choice, as `Document.reading`."""
    room = import_module(_NEGOTIATING)
    return room.reading(document, choice, without=without, as_proposed_by=as_proposed_by)
