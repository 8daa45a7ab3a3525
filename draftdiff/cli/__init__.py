"""The command line: `draftdiff VERB`. Exit codes: 0 done, 1 a check found something, 2 bad input or usage."""

from __future__ import annotations

import os
import sys

DONE, FOUND, BAD = 0, 1, 2


def main() -> None:
    """Run the command line and leave the process with its exit code. Errors are one line on standard error."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    import typer

    from draftdiff.cli.app import application
    from draftdiff.errors import DraftdiffError

    # Typer carries its own copy of click since 0.26 and used click's before: take the class from what it exports.
    usage: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")
    try:
        verb = next((word for word in arguments if not word.startswith("-")), "")
        result = application(verb)(args=arguments, prog_name="draftdiff", standalone_mode=False)
        sys.stdout.flush()
        # Only verbs that read several versions have loaded this room.
        if histories := sys.modules.get("draftdiff.cli.histories"):
            histories.tell_warnings()
    except (DraftdiffError, usage, typer.Abort, KeyboardInterrupt, MemoryError, RecursionError) as error:
        return _fail(_line(error))
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to report, and nothing more to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return result if isinstance(result, int) else DONE


def _line(error: BaseException) -> str:
    from draftdiff.errors import DraftdiffError

    if isinstance(error, DraftdiffError):
        return error.line()
    if isinstance(error, MemoryError):
        return "out of memory; give fewer or smaller files"
    if isinstance(error, RecursionError):
        return "nested deeper than can be followed; simplify the text, or give it in parts"
    message = getattr(error, "format_message", None)
    if message is None:
        return "interrupted"
    if type(error).__name__ == "NoArgsIsHelpError":
        return "name a verb; see 'draftdiff --help'"
    command = getattr(getattr(error, "ctx", None), "command_path", "draftdiff")
    return f"{' '.join(str(message()).split()).rstrip('.')}; see '{command} --help'"


def _fail(line: str) -> int:
    sys.stderr.write(f"draftdiff: {line}\n")
    return BAD
