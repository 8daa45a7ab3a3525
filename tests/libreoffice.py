"""LibreOffice for tests: conversion, and accepting or rejecting all tracked changes by a Basic macro."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from support import require_program

if TYPE_CHECKING:
    from pathlib import Path

_MACRO = """Sub Resolve(command As String, source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, filter())
  doc.close(True)
End Sub
Sub Both(source As String, accepted As String, rejected As String)
  Resolve(".uno:AcceptAllTrackedChanges", source, accepted)
  Resolve(".uno:RejectAllTrackedChanges", source, rejected)
End Sub
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'


def resolved(file: Path) -> tuple[bytes, bytes]:
    """The Word file with all its tracked changes accepted, and with all rejected."""
    accepted, rejected = file.with_name("accepted.docx"), file.with_name("rejected.docx")
    _prepare(file.parent)
    arguments = ",".join(path.as_uri() for path in (file, accepted, rejected))
    _run(file.parent, f"macro:///Standard.Tests.Both({arguments})")
    return accepted.read_bytes(), rejected.read_bytes()


def converted(files: list[Path], to: str) -> list[Path]:
    """Files in another format, beside the originals."""
    folder = files[0].parent
    _run(folder, "--convert-to", to, "--outdir", str(folder), *map(str, files))
    return [file.with_suffix(f".{to}") for file in files]


def _prepare(folder: Path) -> None:
    """A profile that knows our macro. LibreOffice fills a new profile itself, so it starts once before."""
    _run(folder, "--terminate_after_init")
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "Tests.xba").write_text(
        _HEAD.format("script", "module")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tests" '
        f'script:language="StarBasic">{escape(_MACRO)}</script:module>'
    )
    (library / "script.xlb").write_text(
        _HEAD.format("library", "library")
        + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Tests"/>'
        "</library:library>"
    )


def _run(folder: Path, *arguments: str) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [_program(), f"-env:UserInstallation={profile}", "--headless", "--norestore", *arguments],
        check=True,
        capture_output=True,
        timeout=120,
    )


@cache
def _program() -> str:
    return require_program("soffice", "libreoffice")
