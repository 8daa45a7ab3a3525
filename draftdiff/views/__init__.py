"""How results show themselves: HTML, plain text, Markdown, CSV, data frames and, from the contracts, JSON.

Values come in by `draftdiff.door`; everybody above may import these modules. A form of a value is one function that is
registered for the value's class, so a value without a form is a `TypeError` that names both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draftdiff.door import Form

__all__ = ["data_frame", "document_from_json", "show"]


def show(value: object, form: Form) -> Any:
    """A value in one of the forms; each room loads when it is first asked."""
    if form == "json":
        from draftdiff.contracts.lineage import to_json  # noqa: PLC0415 - msgspec loads late

        return to_json(value)
    if form == "frame":
        from draftdiff.views import frame  # noqa: PLC0415 - as its use

        return frame.frame(value)
    if form in {"html", "page"}:
        from draftdiff.views import html  # noqa: PLC0415 - as its use

        return html.page(value) if form == "page" else html.html(value)
    from draftdiff.views import text  # noqa: PLC0415 - as its use

    return {"text": text.text, "markdown": text.markdown, "csv": text.csv}[form](value)


def data_frame(*args: Any) -> Any:
    """As `draftdiff.door.table`."""
    from draftdiff.views.frame import data_frame as made  # noqa: PLC0415 - as its use

    return made(*args)


def document_from_json(data: str | bytes, *, name: str) -> Any:
    """As `draftdiff.door.document_from_json`."""
    from draftdiff.contracts.values import document_from_json as read  # noqa: PLC0415 - msgspec loads late

    return read(data, name=name)
