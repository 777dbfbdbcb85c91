"""Makes what a Colab cell takes for granted work here: a GPU, worker processes, a compiler, an old `next()`."""

from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

#: Functions of torch that make or read tensors and may be told a device.
MAKERS = (
    *("tensor", "as_tensor", "empty", "zeros", "ones", "full", "eye", "arange", "linspace"),
    *("rand", "randn", "randint", "randperm", "load", "set_default_device"),
    *("empty_like", "zeros_like", "ones_like", "full_like", "rand_like", "randn_like", "randint_like"),
)
#: Options of a DataLoader that want processes or a GPU.
WORKERS = (
    *("num_workers", "persistent_workers", "prefetch_factor", "multiprocessing_context", "worker_init_fn"),
    *("pin_memory", "pin_memory_device"),
)
#: What `torch.cuda` refuses without a GPU, and what is answered here.
CUDA: dict[str, Any] = {
    **dict.fromkeys(("synchronize", "set_device", "reset_peak_memory_stats", "empty_cache", "init")),
    **dict.fromkeys(("current_device", "memory_allocated", "max_memory_allocated", "memory_reserved"), 0),
    "get_device_name": "no GPU",
}
#: Folders that notebooks' hosts offer to write to.
HOSTS = ("/content/", "/kaggle/", "/gdrive/")


def survive(torch: Any) -> None:
    """Patch torch (this process ends with the script) so that such a cell runs on the processor."""
    _load_in_one_process(torch)
    for owner in (torch.Tensor, torch.nn.Module):
        owner.cuda = lambda self, *arguments, **named: self
        owner.to = _without_gpu(torch, owner.to)
    torch.nn.parameter.UninitializedTensorMixin._allowed_methods.append(torch.Tensor.to)  # lazy layers move, too
    for name in MAKERS:
        setattr(torch, name, _without_gpu(torch, getattr(torch, name)))
    for name, answer in CUDA.items():
        setattr(torch.cuda, name, lambda *arguments, answer=answer, **named: answer)
    torch.Tensor.pin_memory = lambda self, *arguments, **named: self
    torch.compile = lambda model=None, **named: (lambda each: each) if model is None else model  # compiles by programs
    torch.nn.Module.compile = lambda self, *arguments, **named: None
    builtins.input = lambda prompt="": ""  # nobody is there to answer
    _keep_files_here(torch)


def _keep_files_here(torch: Any) -> None:
    """What a notebook writes to its host's folders goes to the same place below the working folder."""
    for owner, names in (
        (torch, ("save", "load")),
        (builtins, ("open",)),
        (os, ("makedirs", "mkdir", "listdir", "remove")),
        (os.path, ("exists", "isfile", "isdir")),
    ):
        for name in names:
            setattr(owner, name, _with_paths_here(getattr(owner, name)))


def _with_paths_here(call: Any) -> Any:
    def here(*arguments: Any, **named: Any) -> Any:
        return call(*map(_path_here, arguments), **{name: _path_here(value) for name, value in named.items()})

    return here


def _path_here(value: Any) -> Any:
    """Return a path in a host's folder as one below the working folder, whose parent exists; anything else as it is."""
    if not isinstance(value, str | os.PathLike) or not (path := os.fspath(value)).startswith(HOSTS):
        return value
    Path(path[1:]).parent.mkdir(parents=True, exist_ok=True)
    return path[1:]


def _load_in_one_process(torch: Any) -> None:
    loader = torch.utils.data.DataLoader
    make = loader.__init__

    def one_process(self: Any, *arguments: Any, **named: Any) -> None:
        arguments = (*arguments[:5], 0, *arguments[6:]) if len(arguments) > 5 else arguments
        for name in WORKERS:
            named.pop(name, None)
        make(self, *arguments, **named)

    loader.__init__ = one_process
    iterator = torch.utils.data.dataloader._BaseDataLoaderIter
    iterator.next = iterator.__next__


def _without_gpu(torch: Any, call: Any) -> Any:
    """Return `call` with a GPU read as the processor."""

    def moved(*arguments: Any, **named: Any) -> Any:
        arguments = tuple(_device(torch, value) for value in arguments)
        return call(*arguments, **{name: _device(torch, value) for name, value in named.items()})

    return moved


def _device(torch: Any, value: Any) -> Any:
    if isinstance(value, str) and value.split(":")[0] in ("cuda", "mps"):
        return "cpu"
    return torch.device("cpu") if isinstance(value, torch.device) and value.type in ("cuda", "mps") else value
