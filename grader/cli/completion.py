"""What the shell offers for assignments and part ids (bash, zsh and fish, through click)."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import settings
from grader.errors import GraderError


def assignment_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the known assignments that begin with `incomplete`."""
    from grader import catalog

    return [name for name in catalog.names(settings(ctx).assignments) if name.startswith(incomplete)]


def part_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the part ids of the assignment that the given PATH answers; of all assignments without one."""
    try:
        return [part for part in _known_parts(ctx) if part.startswith(incomplete)]
    except GraderError:  # a submission that cannot be read has no part to offer; the command itself will say why
        return []


def _known_parts(ctx: click.Context) -> list[str]:
    from grader import catalog

    extra = settings(ctx).assignments
    path = ctx.params.get("path")
    if path is None:
        names = catalog.names(extra)
    else:
        from grader import answers

        names = (answers.read(Path(path), extra).assignment,)
    return [part.id for name in names for part in catalog.load(name, extra).parts]
