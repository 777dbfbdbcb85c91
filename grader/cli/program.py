"""The group of commands: loads a command only when it is used, and turns every ending into the contract's exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, cast

import click

from grader import __version__
from grader.cli.options import add_settings, log_to_nobody
from grader.errors import AssignmentError, GraderError, UsageError

DONE, ANSWER_IS_NO, UNUSABLE_INPUT, FAULT_OF_OURS = 0, 1, 2, 3
INTERRUPTED = 128 + 2  # SIGINT, as shells report it
BROKEN_PIPE = 128 + 13  # SIGPIPE, as shells report it


class ReaderGoneError(Exception):
    """Whoever read our standard output has stopped reading (no OSError: click would turn that into exit code 1)."""


class StoppedError(Exception):
    """The person pressed Ctrl-C (no KeyboardInterrupt: click would print an empty line for it)."""


class Program(click.Group):
    """A click group over a table `name -> (module, help line)`; the module is imported when its command runs."""

    def __init__(self, commands: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(
            "grader",
            help="Grade mathematics and code: check answers, grade a class, report.",
            epilog="Exit codes: 0 done, 1 done and the answer is no, 2 unusable input, 3 a fault of the grader.",
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        self._table = dict(commands)
        add_settings(self)
        self.params.append(_version_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the table, in its order."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command called `cmd_name`; None when the table has none."""
        if cmd_name not in self._table:
            return None
        command = cast(click.Command, importlib.import_module(self._table[cmd_name][0]).command)
        add_settings(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table's own help lines, so that help imports no command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._table.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe becomes ReaderGoneError, Ctrl-C StoppedError."""
        log_to_nobody()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            raise ReaderGoneError from None
        except KeyboardInterrupt:
            raise StoppedError from None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run the command and leave the process with the contract's exit code."""
        words = list(sys.argv[1:] if args is None else args) or ["--help"]
        extra["standalone_mode"] = False
        sys.exit(_exit_code(lambda: super(Program, self).main(words, *rest, **extra), debug="--debug" in words))


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"grader {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help="Show the version and exit."
    )


def _exit_code(run: Callable[[], object], debug: bool) -> int:
    """Call `run`; print one line for whatever went wrong, and return the exit code for it."""
    try:
        code = run()
        return code if isinstance(code, int) else DONE
    except (StoppedError, KeyboardInterrupt, click.Abort):
        return _complain("stopped", INTERRUPTED)
    except ReaderGoneError:
        return _let_go_of_output()
    except click.UsageError as error:
        hint = f"; see '{error.ctx.command_path} --help'" if error.ctx else ""
        return _complain(error.format_message().rstrip(".") + hint, UNUSABLE_INPUT)
    except click.ClickException as error:
        return _complain(error.format_message(), UNUSABLE_INPUT)
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exception(error)
        return _complain(*_line_and_code(error))


def _line_and_code(error: Exception) -> tuple[str, int]:
    if isinstance(error, UsageError | AssignmentError):
        return str(error), UNUSABLE_INPUT
    if isinstance(error, GraderError):
        return str(error), FAULT_OF_OURS
    what = f"{type(error).__name__}: {error}"
    return f"a fault of the grader, not of your work: {what} (--debug shows where; please report it)", FAULT_OF_OURS


def _complain(message: str, code: int) -> int:
    """Print `message` as one line without control characters on standard error; return `code`."""
    line = "".join(character for character in " ".join(message.split()) if character.isprintable())
    click.echo(f"grader: {line}", err=True)
    return code


def _let_go_of_output() -> int:
    """Point standard output at nothing, so that the interpreter's own flush at exit stays silent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
