"""LibreOffice for tests: conversion, and accepting or rejecting all tracked changes by a Basic macro."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from support import require_program

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


#: Seconds after which LibreOffice is taken to hang: the largest of our files takes four on an idle machine.
LIMIT = 120


def resolved(file: Path) -> tuple[bytes, bytes]:
    """The Word file with all its tracked changes accepted, and with all rejected."""
    accepted, rejected = file.with_name("accepted.docx"), file.with_name("rejected.docx")
    arguments = ",".join(path.as_uri() for path in (file, accepted, rejected))
    _run(f"macro:///Standard.Tests.Both({arguments})")
    return accepted.read_bytes(), rejected.read_bytes()


def converted(files: list[Path], to: str) -> list[Path]:
    """Files in another format, beside the originals."""
    folder = files[0].parent
    _run("--convert-to", to, "--outdir", str(folder), *map(str, files))
    return [file.with_suffix(f".{to}") for file in files]


@cache
def _profile() -> Path:
    """A profile that knows our macro, one a process. LibreOffice fills a new one itself, so it starts once before."""
    folder = Path(tempfile.mkdtemp(prefix="draftdiff-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _start(folder, "--terminate_after_init")
    library = folder / "user" / "basic" / "Standard"
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
    return folder


def _run(*arguments: str) -> None:
    _start(_profile(), *arguments)


def _start(profile: Path, *arguments: str) -> None:
    """Run it to its end. It starts a process of its own, so that one that hangs is ended with all it started."""
    command = [
        _program(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        *arguments,
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        try:
            _, told = running.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command, stderr=told)


@cache
def _program() -> str:
    return require_program("soffice", "libreoffice")
