"""The program's entry: arguments in, exit code out, and one sentence for whatever goes wrong."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from kitdiary import log, paths
from kitdiary.domain.errors import DiaryError, InvalidInput

if TYPE_CHECKING:
    import click

DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2


def main() -> None:
    """Run the command that was typed, and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code (PRODUCT §5). Nothing is raised, no traceback is printed."""
    try:
        _write_utf8(sys.stdout, sys.stderr)
        log.start()
        from kitdiary.cli.place import window_alone

        session = window_alone(arguments)
        if session is None:
            return _command(arguments)
        from kitdiary.cli.window import open_window

        return open_window(session.path, session.open)
    except InvalidInput as error:
        return _fail(str(error), WRONG_USAGE)
    except DiaryError as error:
        return _fail(str(error), COULD_NOT)
    except KeyboardInterrupt:
        return _stopped()
    except OSError as error:
        return _broken_output(error)
    except Exception as error:  # noqa: BLE001  # the last resort: a sentence instead of a traceback
        return _unexpected(error)


def _command(arguments: Sequence[str]) -> int:
    """Run what the command line makes of the arguments. Its library is not loaded for the window alone."""
    import click

    from kitdiary.cli.program import program

    try:
        code = program.main(list(arguments), prog_name="kitdiary", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except click.UsageError as error:
        return _fail(_usage(error), WRONG_USAGE)
    except click.ClickException as error:
        return _fail(error.format_message(), COULD_NOT)
    except click.Abort:
        return _stopped()


def _stopped() -> int:
    return _fail("Stopped; nothing was written by half.", COULD_NOT)


def _fail(sentence: str, code: int) -> int:
    from kitdiary.cli.output import tell

    try:
        tell(sentence)
    except OSError:
        _forget(sys.stderr)  # nobody listens there either
    return code


def _usage(error: "click.UsageError") -> str:
    message = error.format_message().strip().replace(". (", " (")
    command = error.ctx.command_path if error.ctx is not None else "kitdiary"
    see = f"ee “{command} --help”."
    return f"{message} S{see}" if message.endswith("?") else f"{message.rstrip('.')}: s{see}"


def _broken_output(error: OSError) -> int:
    """Somebody closed the pipe (``| head``), which needs no words; or the output cannot be written."""
    _forget(sys.stdout)
    if isinstance(error, BrokenPipeError) or error.errno == errno.EPIPE:
        return COULD_NOT
    log.fault("output", error)
    return _fail(f"The output could not be written ({error.strerror}): check the disk it goes to.", COULD_NOT)


def _unexpected(error: Exception) -> int:
    log.fault("command", error)
    return _fail(
        f"KitDiary met an error it does not know ({type(error).__name__}); what was finished before is safe,"
        f" and where it happened is in {paths.log_folder() / log.FILE_NAME}: please report it.",
        COULD_NOT,
    )


def _forget(stream: TextIO | None) -> None:
    """Let nothing more be written there, or Python would report it at its end once again."""
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _write_utf8(*streams: TextIO | None) -> None:
    """Print UTF-8 whatever the console claims to understand: a name must never stop a command."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
