"""What a job may reach in the file system: the interpreter, its libraries, a few files of the system, its own data.

The grader's own packages (with the reference answers) are left out even where they lie among the libraries.
"""

from __future__ import annotations

import site
import struct
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from grader.sandbox.inside import landlock

_OURS = tuple(
    Path(__file__).resolve().parents[2] / name for name in ("grader", "reference", "exercises", "templates", "tests")
)
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
)


@cache
def library_folders() -> tuple[Path, ...]:
    """Where the interpreter and its packages live: standard library, shared libraries, every folder of packages."""
    stdlib = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    shared = [Path(sys.base_prefix) / name for name in ("lib", "lib64")]
    found = [path.resolve() for path in (*stdlib, *shared, *package_folders()) if path.is_dir()]
    return tuple(dict.fromkeys(found))


@cache
def package_folders() -> tuple[Path, ...]:
    """The folders of installed packages that this process imports from (a user's own among them)."""
    known = [Path(path) for path in (*site.getsitepackages(), site.getusersitepackages(), *sys.path)]
    return tuple(
        dict.fromkeys(path for path in known if path.name in ("site-packages", "dist-packages") and path.is_dir())
    )


@cache
def program_folders() -> tuple[Path, ...]:
    """The folders on the way from `sys.executable` through a virtual environment's links to the binary itself."""
    base = Path(getattr(sys, "_base_executable", sys.executable))
    here = Path(sys.executable)
    return tuple(dict.fromkeys(path.parent for path in (here, base, here.resolve())))


@cache
def interpreter_files() -> tuple[str, ...]:
    """What may be executed: the interpreter and the loader that its header names."""
    binary = Path(sys.executable).resolve()
    loader = _loader(binary)
    return (str(binary), *([loader] if loader else []))


def _loader(binary: Path) -> str | None:
    """The path in the ELF header's PT_INTERP entry (64-bit, little endian), None where there is none."""
    with binary.open("rb") as file:
        head = file.read(64)
        if head[:6] != b"\x7fELF\x02\x01":
            return None
        offset, size, count = (*struct.unpack_from("<Q", head, 32), *struct.unpack_from("<HH", head, 54))
        for index in range(count):
            file.seek(offset + index * size)
            entry = file.read(size)
            if struct.unpack_from("<I", entry)[0] == 3:
                start, length = (struct.unpack_from("<Q", entry, place)[0] for place in (8, 32))
                file.seek(start)
                return file.read(length).rstrip(b"\0").decode()
    return None


def readable() -> Iterator[str]:
    """Paths every job may read, before the grader's own are carved out."""
    yield from _SYSTEM
    yield str(Path(sys.prefix) / "pyvenv.cfg")
    yield from (str(path) for path in program_folders())
    yield from map(str, library_folders())


def rules(work: str, extra: tuple[Path, ...]) -> list[tuple[str, int]]:
    """Landlock's rules for a job in folder `work` that may also read `extra`."""
    return [
        (work, landlock.WORK),
        ("/dev/null", landlock.USE),
        ("/proc/self", landlock.READ),
        *((path, landlock.RUN) for path in interpreter_files()),
        *((str(path), landlock.READ) for path in extra),
        *_library_rules(),
    ]


@cache
def _library_rules() -> tuple[tuple[str, int], ...]:
    return tuple(dict.fromkeys(rule for path in readable() for rule in _carved(Path(path).resolve())))


def _carved(path: Path) -> list[tuple[str, int]]:
    """Read access to `path` without the grader's own packages inside it (their names may still be listed)."""
    if any(path == ours or ours in path.parents for ours in _OURS):
        return []
    if not any(path in ours.parents for ours in _OURS):
        return [(str(path), landlock.READ)]
    return [
        (str(path), landlock.LIST),
        # what a link leads to has its own entry where it may be read
        *(rule for inner in sorted(path.iterdir()) if not inner.is_symlink() for rule in _carved(inner)),
    ]


def hidden() -> list[str]:
    """The grader's own folders that lie inside something readable."""
    folders = [Path(path).resolve() for path in readable()]
    return [str(ours) for ours in _OURS if ours.is_dir() and any(folder in ours.parents for folder in folders)]


def open_to_others(paths: tuple[str, ...]) -> bool:
    """Whether a user without rights of its own can reach and read all of `paths`."""
    return all(_is_open(Path(path).resolve()) for path in paths if Path(path).exists())


def _is_open(path: Path) -> bool:
    read = 0o005 if path.is_dir() else 0o004
    return path.stat().st_mode & read == read and all(folder.stat().st_mode & 0o001 for folder in path.parents)
