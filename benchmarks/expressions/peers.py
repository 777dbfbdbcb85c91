"""The tools to compare with: how each is installed, and a process of its own that is killed when a case takes too long."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv-peers"
_CHILD = Path(__file__).resolve().parent / "child.py"
#: Seconds for loading a tool and answering its first case.
LOADING = 60


@dataclass(frozen=True)
class Tool:
    """A tool: its key in `child.TOOLS`, how the table calls it, what to install (nothing: it is ours), what to import."""

    key: str
    title: str
    requirements: tuple[str, ...] = ()
    module: str = ""


_SYMPY = ("sympy==1.14.0", "antlr4-python3-runtime==4.11")
OURS = Tool("ours", "xnn-grader")
PEERS = (
    Tool("math_verify", "Math-Verify", ("math-verify", "latex2sympy2_extended", *_SYMPY), "math_verify"),
    Tool("parse_latex", "sympy parse_latex (antlr)", _SYMPY, "sympy.parsing.latex"),
    Tool("parse_expr", "sympy parse_expr", _SYMPY, "sympy.parsing.sympy_parser"),
    Tool("mitx", "mitx-grading-library", ("mitx-grading-library",), "mitxgraders"),
)


def python_of(tool: Tool) -> str:
    """The interpreter that has the tool."""
    return str(ENVIRONMENT / "bin" / "python") if tool.requirements else sys.executable


def install(tool: Tool) -> str | None:
    """Install a peer into the peers' own environment; return None, or why it cannot be had."""
    if not ENVIRONMENT.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        (ENVIRONMENT / ".gitignore").write_text("*\n", encoding="utf-8")
    check = [python_of(tool), "-c", f"import {tool.module}"]
    if subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return None
    command = [python_of(tool), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *tool.requirements]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0 and subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return None
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return errors[-1].removeprefix("ERROR: ") if errors else f"{tool.module} cannot be imported after installing"


class Child:
    """A tool at work; `answer` kills it when a case takes longer than `limit` seconds and starts another."""

    def __init__(self, tool: Tool, limit: float) -> None:
        self.tool = tool
        self.limit = limit
        self.cold_start = self._start()

    def _start(self) -> float:
        start = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)} if not self.tool.requirements else dict(os.environ)
        self.process = subprocess.Popen(
            [python_of(self.tool), str(_CHILD), self.tool.key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        line = self._line(LOADING)
        if line is None or not line.startswith("ready"):
            self.close()
            raise RuntimeError(f"{self.tool.title} did not start")
        return time.perf_counter() - start

    def _line(self, limit: float) -> str | None:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], limit)
        return self.process.stdout.readline() if ready else None

    def answer(self, case: dict[str, Any]) -> dict[str, Any]:
        """Return the tool's answer to a case, or verdict "killed" beyond the limit (also where it died)."""
        assert self.process.stdin is not None
        asked = {key: case.get(key) for key in ("answer", "reference", "symbols", "even", "kind")}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self._line(self.limit)
        if line:
            found: dict[str, Any] = json.loads(line)
            return found
        self.close()
        self._start()
        return {"verdict": "killed", "diagnosis": None, "seconds": self.limit}

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()
