"""OpenDocument, Rich Text and old Word files, converted to Word's present format by LibreOffice where it is installed.

LibreOffice runs without a window, in a profile of its own that is thrown away, which runs no macros and follows no
links; it is stopped with all it started when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from draftdiff.errors import InputError, LimitError, MissingExtraError

if TYPE_CHECKING:
    from draftdiff.layout import Limits, RawFile

_PROGRAMS = ("soffice", "libreoffice")
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
#: Settings of the profile: (path, property, value).
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)
_PROFILE = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def converted(raw: RawFile, ending: str, what: str, limits: Limits) -> bytes:
    """A file as a Word file.

    Args:
        raw: the file.
        ending: of its kind, "odt".
        what: its kind in words, for errors.
        limits: `seconds` bounds LibreOffice, `bytes` what it writes.

    Raises:
        MissingExtraError: LibreOffice is not installed.
        LimitError: it took too long, or wrote too much.
        InputError: it could not read the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise MissingExtraError(
            f"is {what}, which is read through LibreOffice, and that is not installed", file=raw.name,
            remedy="install LibreOffice, on Debian: apt install libreoffice-writer; or save the text as .docx, PDF, HTML "
            "or plain text",
        )  # fmt: skip
    return _by_libreoffice(program, raw.data, ending, what, limits)


@lru_cache(maxsize=2)  # the versions of one file are read one after the other
def _by_libreoffice(program: str, data: bytes, ending: str, what: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="draftdiff-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / f"text.{ending}", folder / "out" / "text.docx"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE.format("".join(_ITEM.format(*item) for item in _SETTINGS)))
        _run(program, folder, source, target.parent, limits.seconds)
        if not target.is_file():
            raise InputError(
                f"is {what} that LibreOffice cannot read",
                remedy="open it where it was written and save it as .docx",
            )
        if target.stat().st_size > limits.bytes:
            raise LimitError(
                f"is larger than {limits.bytes:,} bytes once converted",
                remedy="raise --limits bytes=N if you trust it",
            )
        return target.read_bytes()


def _run(program: str, folder: Path, source: Path, target: Path, seconds: float) -> None:
    arguments = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--invisible", "--norestore",
        "--nolockcheck", "--nologo", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    # A group of its own: the program is a script that starts others, and all must go when time is up.
    with subprocess.Popen(  # noqa: S603 - no shell; names of files are ours
        arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(timeout=seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            raise LimitError(
                f"LibreOffice took more than {seconds:g} seconds to convert it",
                remedy="raise --limits seconds=N",
            ) from error
