"""Runs every attack of `attacks/` in the sandbox and says, as JSON, what came of each and whether anything was hurt.

    python tests/hostile/run_attacks.py [--levels L0 L2 L3] [--only NAME ...]
    python tests/hostile/run_attacks.py --write docs/sandbox.md

An attack file's first line is the outcome that is expected inside the sandbox:

    # outcome: refused             it was told no (OSError) or found nothing
    # outcome: harmless            it was told yes, and nothing outside its job changed
    # outcome: crashed             its process ended
    # outcome: limit NAME          that limit ended it (`grader.sandbox.job.Ending`)

Further lines: `# without a sandbox: works` (it is also run at L0 by an ordinary user, and must succeed there, which
proves that it is an attack at all), `# limits: name=value ...`, `# only on: PROCESSOR`. Each run begins with a positive
control: the same job must do what it is allowed to do and answer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from grader.sandbox.job import Channel, Ending, Job, Limits, Outcome  # noqa: E402
from grader.sandbox.probing import probe  # noqa: E402
from grader.sandbox.running import run_at  # noqa: E402

ATTACKS = Path(__file__).resolve().parent / "attacks"
LIMITS = Limits(
    wall_seconds=8.0,
    cpu_seconds=3.0,
    memory_bytes=192 << 20,
    processes=24,
    open_files=64,
    file_bytes=16 << 20,
    folder_bytes=64 << 20,
    folder_files=500,
    output_bytes=4096,
    result_bytes=1 << 16,
)
WORKERS = 4

DRIVER = """
import json, os, threading

target = json.loads(grader_in.read(int.from_bytes(grader_in.read(4), "little")))
with open("control", "w") as file:  # what every job may do: files of its own, threads, answers
    file.write("4")
found = []
thread = threading.Thread(target=lambda: found.append(int(open("control").read())))
thread.start()
thread.join()
os.unlink("control")
grader_out.write(b"%d" % (found[0] + 2))
grader_out.flush()

scope = {}
with open("attack.py") as file:
    exec(compile(file.read(), "attack.py", "exec"), scope)
try:
    answer, text = (b"1", b"") if scope["attack"](target) else (b"0", b"found nothing")
except OSError as error:
    answer, text = b"0", str(error).encode()
except BaseException as error:
    if type(error) is MemoryError:
        raise
    answer, text = b"2", repr(error).encode()
grader_out.write(answer + len(text).to_bytes(8, "little") + text)
grader_out.flush()
"""
#: Beside every attack: modules whose names an honest program would import.
SHADOWS = dict.fromkeys(("torch.py", "json.py", "reference.py", "sitecustomize.py"), b"raise SystemExit('shadowed')\n")


@dataclass(frozen=True)
class Attack:
    """One file: its name, its sentence, the outcome expected, and how it is to be run."""

    name: str
    text: str
    outcome: str
    works_outside: bool
    limits: Limits
    processor: str | None
    source: bytes


def read(path: Path) -> Attack:
    """Read one attack file with its header. Raises ValueError when the first line is not the expected outcome."""
    source = path.read_text()
    outcome = re.match(r"# outcome: (refused|harmless|crashed|limit \w+)\n", source)
    sentence = re.search(r'^"""(.+)"""$', source, re.MULTILINE)
    if outcome is None or sentence is None:
        raise ValueError(f"{path.name}: the first line must be `# outcome: …`, and one line of docstring must follow")
    given = re.search(r"^# limits: (.+)$", source, re.MULTILINE)
    pairs = [pair.split("=") for pair in given[1].split()] if given else []
    limits = replace(LIMITS, **{name: float(value) if "seconds" in name else int(value) for name, value in pairs})
    processor = re.search(r"^# only on: (\w+)$", source, re.MULTILINE)
    return Attack(
        name=path.stem,
        text=sentence[1],
        outcome=outcome[1],
        works_outside="# without a sandbox: works\n" in source,
        limits=limits,
        processor=processor[1] if processor else None,
        source=source.encode(),
    )


def attacks() -> list[Attack]:
    """All attacks, by name."""
    return [read(path) for path in sorted(ATTACKS.glob("*.py"))]


class Targets:
    """What the attacks aim at, all of it worthless, and whether it is still as it was."""

    def __init__(self, stack: ExitStack) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hostile-"))
        stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.folder.chmod(0o777)
        self.token = f"escaped-{os.urandom(8).hex()}"
        self.temporary = self.folder / "tmp"  # where the sandbox makes its work folders during the suite
        self.temporary.mkdir(mode=0o755)
        for name in ("key.toml", "other.md", "id_ed25519", "results.json"):
            (self.folder / name).write_text(f"the content of {name}")
            (self.folder / name).chmod(0o666)
        (self.folder / "link").symlink_to(self.folder / "key.toml")
        self.process = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL, start_new_session=True)
        stack.callback(self.process.wait)
        stack.callback(self.process.kill)
        self.server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.unix = self._listen(stack, str(self.folder / "socket"))
        self.abstract = self._listen(stack, f"\0{self.token}")
        secret = os.open(self.folder / "key.toml", os.O_RDONLY)
        os.set_inheritable(secret, True)  # as a careless grader might
        stack.callback(os.close, secret)
        os.environ["SECRET_TOKEN"] = self.token
        self.before = self.state()

    def _listen(self, stack: ExitStack, address: str) -> socket.socket:
        server = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        server.bind(address)
        server.listen(64)
        return server

    def told(self) -> dict[str, object]:
        """What an attack is told, so that it need not search."""
        return {
            "folder": str(self.folder),
            "tmp": "/tmp",
            "token": self.token,
            "key": str(self.folder / "key.toml"),
            "link": str(self.folder / "link"),
            "other": str(self.folder / "other.md"),
            "ssh": str(self.folder / "id_ed25519"),
            "results": str(self.folder / "results.json"),
            "process": self.process.pid,
            "port": self.server.getsockname()[1],
            "unix": str(self.folder / "socket"),
            "abstract": self.token,
            "repository": str(REPOSITORY),
        }

    def state(self) -> dict[str, object]:
        """Everything that no attack may change."""
        files = {
            path.name: (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns)
            for path in sorted(self.folder.iterdir())
            if path.is_file()
        }
        return {
            "files": files,
            "work folders left": sorted(path.name for path in self.temporary.iterdir()),
            "escaped files": self.escaped(),
            "the other process ended": self.process.poll(),
            "niceness": [os.getpriority(os.PRIO_PROCESS, process) for process in (0, self.process.pid)],
            "processors": [sorted(os.sched_getaffinity(process)) for process in (0, self.process.pid)],
            "segments, semaphores, queues": [
                (path.name, len(path.read_text().splitlines())) for path in sorted(Path("/proc/sysvipc").iterdir())
            ],
            "mounts": sorted(Path("/proc/self/mounts").read_text().splitlines()),
            "processes left": self.jobs_alive(),
        }

    def escaped(self) -> list[Path]:
        """Files that an attack left anywhere but in its work folder; all of them carry the token in their names."""
        places = (
            "/tmp",
            "/var/tmp",
            "/dev/shm",
            "/run",
            "/run/lock",
            sysconfig.get_path("purelib"),
            self.folder,
            self.temporary,
        )
        folders = [Path(place) for place in places if Path(place).is_dir()]
        return [path for folder in folders for path in folder.iterdir() if path.name.startswith(self.token)]

    def jobs_alive(self) -> list[int]:
        """Processes whose environment names a work folder of this suite (all of a job's do)."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and str(self.temporary).encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def damage(self) -> list[str]:
        """What is not as it was, in words."""
        after = self.state()
        return [
            f"{what}: {self.before[what]} became {after[what]}" for what in after if after[what] != self.before[what]
        ]


def run(attack: Attack, level: str, targets: Targets) -> tuple[str, str]:
    """Run one attack: what came of it, in the words of the first line (or `worked`), and the details."""
    told = json.dumps(targets.told()).encode()
    controlled: list[bytes] = []

    def talk(channel: Channel) -> tuple[bytes, str]:
        channel.send(len(told).to_bytes(4, "little") + told)
        controlled.append(channel.receive(1))
        answer = channel.receive(1)
        size = int.from_bytes(channel.receive(8), "little")
        return answer, channel.receive(size).decode("utf-8", "replace")

    job = Job(DRIVER, {**SHADOWS, "attack.py": attack.source}, limits=attack.limits)
    outcome, value = run_at(level, job, talk)
    if controlled != [b"6"]:
        return "no positive control", repr((controlled, outcome))
    if unclean(outcome.stdout) or unclean(outcome.stderr):
        return "unclean output", repr((outcome.stdout, outcome.stderr))
    return judged(outcome, value)


def judged(outcome: Outcome, value: tuple[bytes, str] | None) -> tuple[str, str]:
    """The outcome in the words of an attack's first line."""
    if outcome.ending is Ending.FINISHED and value is not None:
        answer, text = value
        return {b"0": "refused", b"1": "worked"}.get(answer, "a broken attack"), text
    if outcome.ending is Ending.CRASHED:
        return "crashed", outcome.message
    return f"limit {outcome.ending}", outcome.message


def unclean(text: str) -> bool:
    """Whether `text` could move a cursor, turn the reading direction, or command a CI runner."""
    tricks = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    return bool(tricks or re.search(r"^\s*::|##(\[|vso\[)", text, re.MULTILINE))


def rows(levels: list[str], only: list[str]) -> list[dict[str, object]]:
    """Run all (or `only` some) twice at each level: one row a run, and one row a round with its damage."""
    chosen = [attack for attack in attacks() if not only or attack.name in only]
    chosen = [attack for attack in chosen if attack.processor in (None, platform.machine())]
    found: list[dict[str, object]] = []
    for level in levels:
        found += without(chosen) if level == "L0" else inside(chosen, level, 1) + inside(chosen, level, 2)
    return found


def inside(chosen: list[Attack], level: str, again: int) -> list[dict[str, object]]:
    """One round in the sandbox, all aiming at the same targets, which must be unharmed at its end."""
    with aimed_at() as targets:

        def one(attack: Attack) -> dict[str, object]:
            seen, details = run(attack, level, targets)
            harmless = seen == "worked" and attack.outcome == "harmless"
            return row(attack, level, again, attack.outcome, "harmless" if harmless else seen, details)

        with ThreadPoolExecutor(WORKERS) as pool:
            found = list(pool.map(one, chosen))
        return [*found, {"level": level, "round": again, "damage": targets.damage()}]


def without(chosen: list[Attack]) -> list[dict[str, object]]:
    """One round without a sandbox, of those that can be let loose: they must succeed, each on targets of its own.

    Nothing is to be left all the same but what was written elsewhere, which is removed here.
    """
    found: list[dict[str, object]] = []
    for attack in chosen:
        if attack.works_outside:
            with aimed_at() as targets:
                seen, details = run(attack, "L0", targets)
                found.append(row(attack, "L0", 1, "worked", seen, details))
                for path in targets.escaped():  # which is what they were let loose for
                    path.unlink()
                left = [f"{attack.name} left {what}" for what in (*targets.temporary.iterdir(), *targets.jobs_alive())]
                found.append({"level": "L0", "round": 1, "damage": left})
    return found


def row(attack: Attack, level: str, again: int, expected: str, seen: str, details: str) -> dict[str, object]:
    """What one run is reported as."""
    named = {"attack": attack.name, "level": level, "round": again}
    return {**named, "expected": expected, "seen": seen, "details": details[:300]}


@contextmanager
def aimed_at() -> Iterator[Targets]:
    """Fresh targets, and the sandbox's work folders among them."""
    with ExitStack() as stack:
        targets = Targets(stack)
        tempfile.tempdir = str(targets.temporary)
        stack.callback(setattr, tempfile, "tempdir", None)
        yield targets


# --- the same by an ordinary user ---------------------------------------------------------------------------------

ORDINARY_USER = 64_123
#: Run as root: shows, in a mount namespace of its own, the interpreter that lies in a folder closed to others, then
#: drops to an ordinary user for good and becomes the command. Arguments: user, closed folder or "", kept path, command.
_BECOME_ORDINARY = """
import ctypes, os, sys
user, closed, kept = int(sys.argv[1]), sys.argv[2], sys.argv[3]
libc = ctypes.CDLL(None, use_errno=True)
def must(result):
    if result != 0:
        print("cannot show the interpreter to an ordinary user:", os.strerror(ctypes.get_errno()), file=sys.stderr)
        sys.exit(77)
if closed:
    must(libc.unshare(0x20000))
    must(libc.mount(b"none", b"/", None, 0x44000, None))
    place = os.open(kept, os.O_PATH)
    must(libc.mount(b"none", closed.encode(), b"tmpfs", 0, b"mode=755"))
    os.makedirs(kept)
    must(libc.mount(f"/proc/self/fd/{place}".encode(), kept.encode(), None, 0x5000, None))
os.setgroups([])
os.setresgid(user, user, user)
os.setresuid(user, user, user)
os.environ["HOME"] = "/"
os.execv(sys.argv[4], sys.argv[4:])
"""


def as_ordinary_user(command: list[str]) -> list[str]:
    """The command that runs `command` as an ordinary user, where this process is root; else `command` itself."""
    if os.geteuid() != 0:
        return command
    closed, kept = "", ""
    for path in (Path(sys.executable).resolve(), REPOSITORY):
        for folder in reversed(path.parents):
            if not folder.stat().st_mode & 0o001:
                closed, kept = str(folder), str(folder / path.relative_to(folder).parts[0])
                break
    return [sys.executable, "-I", "-S", "-c", _BECOME_ORDINARY, str(ORDINARY_USER), closed, kept, *command]


#: The capabilities that Docker leaves to root by default, by number (capabilities(7)).
CONTAINER = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
_BECOME_CONTAINED = """
import ctypes, os, sys
kept = {int(word) for word in sys.argv[1].split(",")}
for capability in range(64):
    if capability not in kept:
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[2], sys.argv[2:])
"""


def as_root_in_a_container(command: list[str]) -> list[str]:
    """The command that runs `command` as a root that has no more rights than a container gives."""
    return [sys.executable, "-I", "-S", "-c", _BECOME_CONTAINED, ",".join(map(str, CONTAINER)), *command]


def command(*arguments: str) -> list[str]:
    """The command line of this program."""
    return [sys.executable, str(Path(__file__).resolve()), *arguments]


# --- the table in the documentation -------------------------------------------------------------------------------

MARKS = "<!-- table of attacks: begin -->", "<!-- table of attacks: end -->"


def write_table(page: Path) -> None:
    """Run everything, as root (where we are) and as an ordinary user, and put the table into `page`."""
    reports = {}
    for user, line in {"root": command(), "user": as_ordinary_user(command("--levels", "L0", "L2", "L3"))}.items():
        if user == "user" or os.geteuid() == 0:
            reports[user] = json.loads(subprocess.run(line, capture_output=True, check=False).stdout)["rows"]
    before, _, rest = page.read_text().partition(MARKS[0])
    page.write_text(f"{before}{MARKS[0]}\n{table(reports)}{MARKS[1]}{rest.partition(MARKS[1])[2]}")


def table(reports: dict[str, list[dict[str, object]]]) -> str:
    """Attacks by level and user as Markdown; a cell that is not as expected is in bold with what was expected."""
    columns = [(level, user) for level in ("L0", "L2", "L3") for user in ("root", "user")]
    columns = [column for column in columns if any(row.get("level") == column[0] for row in reports.get(column[1], []))]
    titles = {"L0": "no sandbox", "L2": "L2", "L3": "L3"}
    head = ["attack", "what it does", *(f"{titles[level]}, {user}" for level, user in columns)]
    lines = [head, ["---"] * len(head)]
    for attack in attacks():
        cells = []
        for level, user in columns:
            seen = {
                str(row["seen"]) if row["seen"] == row["expected"] else f"**{row['seen']}**, not {row['expected']}"
                for row in reports[user]
                if row.get("attack") == attack.name and row["level"] == level
            }
            cells.append("; ".join(sorted(seen)).replace("_", " ") or "not run")
        lines.append([attack.name.replace("_", " "), attack.text, *cells])
    damage = [item for rows in reports.values() for row in rows for item in row.get("damage", [])]  # type: ignore[attr-defined]
    note = "Nothing was hurt and nothing was left behind." if not damage else f"**Damage: {damage}**"
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{note}\n"


def main() -> None:
    """Command line: see the module's text. Exit status 1 when anything was not as expected."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--levels", nargs="+", default=None)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--write", type=Path, default=None, help="a Markdown page to put the table of all runs into")
    options = parser.parse_args()
    if options.write:
        write_table(options.write)
        return
    given = {"L3": ["L2", "L3"], "L2": ["L2"]}.get(probe().level, [])
    found = rows([level for level in options.levels or given if level in ("L0", *given)], options.only)
    print(json.dumps({"user": os.geteuid(), "given": given, "advice": probe().advice, "rows": found}, indent=1))
    wrong = [row for row in found if row.get("damage") or row.get("seen") != row.get("expected")]
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
