"""`grader doctor`: which isolation level, data and devices this machine gives, and how to get better ones."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import click

from grader import __version__
from grader.cli.options import settings


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to standard output.")
def command(as_json: bool) -> None:
    """Say what this machine gives: isolation for student code, MNIST, devices; and how to get better ones."""
    found = examine(settings().data_dir)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(f"grader {found['grader']}, Python {found['python']}, {found['system']}")
    click.echo(f"isolation   {found['isolation']['level']}")
    for probe in found["isolation"]["probes"]:
        click.echo(f"            {'ok ' if probe['passed'] else 'no '} {probe['name']}: {probe['observed']}")
    click.echo(f"data        {found['data']['says']}")
    click.echo(f"devices     {', '.join(found['devices'])}")
    for line in found["advice"]:
        click.echo(f"to improve  {line}")


def examine(data_dir: Path | None) -> dict[str, Any]:
    """Probe the machine; every value is what was observed now."""
    from grader.sandbox import probe

    isolation = probe()
    data, data_advice = _data(data_dir)
    return {
        "grader": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "isolation": {
            "level": isolation.level,
            "probes": [{"name": name, "passed": passed, "observed": what} for name, passed, what in isolation.probes],
        },
        "data": data,
        "devices": _devices(),
        "advice": [*isolation.advice, *data_advice],
    }


def _data(data_dir: Path | None) -> tuple[dict[str, str], list[str]]:
    from reference.mnist.data import load

    digits = load(data_dir, fetch=False)
    count = len(digits.train_images)
    if digits.source == "mnist":
        return {"source": "mnist", "says": f"MNIST, {count} training images, verified"}, []
    advice = "set MNIST_DIR, or give --data-dir, a folder with MNIST's four idx files"
    return {"source": digits.source, "says": f"drawn digits ({count} training images): no MNIST here"}, [advice]


def _devices() -> list[str]:
    import torch

    devices = [f"cpu ({torch.get_num_threads()} threads)"]
    devices += [f"cuda:{i} ({torch.cuda.get_device_name(i)})" for i in range(torch.cuda.device_count())]
    return [*devices, *(["mps"] if torch.backends.mps.is_available() else [])]
