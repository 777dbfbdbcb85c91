"""The options that every command takes, before or after its name, and what they were set to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

_KEY = "grader.settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every command: where MNIST may be, where more assignments are, how much to say."""

    data_dir: Path | None = None
    assignments: Path | None = None
    debug: bool = False
    quiet: bool = False


def settings(ctx: click.Context | None = None) -> Settings:
    """Return the settings of `ctx` (default: of the command that runs now)."""
    found: dict[str, Any] = (ctx or click.get_current_context()).meta.get(_KEY, {})
    return Settings(**found)


def log_to_nobody() -> None:
    """Give our log a handler of its own; without one, a caught fault's traceback would go to standard error."""
    import logging

    logging.getLogger("grader").addHandler(logging.NullHandler())


def _debug(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Print what is logged, tracebacks of caught faults among it."""
    _keep(ctx, parameter, value)
    if value:
        import logging

        logging.getLogger("grader").addHandler(logging.StreamHandler())


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        ctx.meta.setdefault(_KEY, {})[parameter.name] = value


def _option(name: str, text: str, **how: Any) -> click.Option:
    return click.Option(name.split(), expose_value=False, help=text, **{"callback": _keep, **how})


def add_settings(command: click.Command) -> None:
    """Add the options to `command` once; the value of the place they were last given at holds."""
    if any(parameter.name == "assignments" for parameter in command.params):
        return
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    command.params += [
        _option("--data-dir", "Folder that holds the MNIST files.", type=folder),
        _option("--assignments", "Folder of assignments beside the built-in ones.", type=folder),
        _option("--debug", "Show tracebacks.", is_flag=True, callback=_debug),
        _option("--quiet -q", "Print errors and what was asked for, nothing else.", is_flag=True),
    ]


def say(message: str) -> None:
    """Print a message for the person at the terminal to standard error, unless --quiet."""
    if not settings().quiet:
        click.echo(message, err=True)
