"""Stand-ins for what a script shows to people: plots, progress bars, notebook helpers. They do nothing, silently."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

MODULES = (
    "matplotlib",
    "matplotlib.pyplot",
    "matplotlib.cm",
    "matplotlib.colors",
    "matplotlib.ticker",
    "matplotlib.animation",
    "seaborn",
    "tqdm",
    "tqdm.auto",
    "tqdm.notebook",
    "IPython",
    "IPython.display",
    "google.colab",
    "google.colab.files",
    "google.colab.drive",
    "torchsummary",
    "torchinfo",
    "torchviz",
    "tensorboardX",
    "torch.utils.tensorboard",
    "wandb",
)
#: Swallowed only where they are not installed: what they count and show is for people.
ELSE_MISSING = (
    "sklearn",
    "sklearn.metrics",
    "sklearn.model_selection",
    "pandas",
    "PIL",
    "PIL.Image",
    "cv2",
    "torchmetrics",
)


class Swallow:
    """Takes every call, attribute, item and operation, and gives itself."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Any:
        return iter(())

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        pass

    def __str__(self) -> str:
        return ""

    def __format__(self, how: str) -> str:
        return ""

    def __float__(self) -> float:
        return 0.0


for _name in ("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "neg", "round"):
    setattr(Swallow, f"__{_name}__", lambda self, *other: self)
for _name in ("lt", "le", "gt", "ge"):
    setattr(Swallow, f"__{_name}__", lambda self, other: False)


class Progress(Swallow):
    """A progress bar that shows nothing and hands on what it is wrapped around."""

    write = staticmethod(print)

    def __init__(self, items: Any = (), *arguments: Any, **named: Any) -> None:
        self.items = items

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Silent(ModuleType):
    """A module in which every name is there and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Swallow()


def subplots(rows: int = 1, columns: int = 1, **named: Any) -> tuple[Any, Any]:
    """Return a figure and its axes in the shape that matplotlib gives them."""
    import numpy as np

    rows, columns = named.get("nrows", rows), named.get("ncols", columns)
    axes = np.empty((rows, columns), dtype=object)
    for place in np.ndindex(rows, columns):
        axes[place] = Swallow()
    if rows == columns == 1:
        return Swallow(), axes[0, 0]
    return Swallow(), axes.squeeze()


def train_test_split(*arrays: Any, test_size: Any = None, train_size: Any = None, **named: Any) -> list[Any]:
    """Return each array's rows in two random parts, as scikit-learn does; `stratify` is not heeded."""
    import numpy as np

    count = len(arrays[0])
    if test_size is None:
        test_size = 0.25 if train_size is None else (1 if isinstance(train_size, float) else count) - train_size
    order = np.random.default_rng(named.get("random_state")).permutation(count)
    test = round(test_size * count) if isinstance(test_size, float) else int(test_size)
    parts = order[test:], order[:test]
    return [_rows(array, rows) for array in arrays for rows in parts]


def _rows(array: Any, rows: Any) -> Any:
    return array[rows] if hasattr(array, "shape") else [array[row] for row in rows]


def install(modules: dict[str, ModuleType]) -> None:
    """Put the silent modules into `modules`, in front of any that are installed."""
    missing = [name for name in ELSE_MISSING if find_spec(name.split(".")[0]) is None]
    for name in (*MODULES, *missing):
        modules[name] = Silent(name)
        modules[name].__path__ = []
        modules[name].__spec__ = ModuleSpec(name, None)  # what looks for a module looks here
        above, _, last = name.rpartition(".")
        if above in modules:
            setattr(modules[above], last, modules[name])
    modules["google"] = modules.get("google") or Silent("google")
    if "sklearn" in missing:
        selection: Any = modules["sklearn.model_selection"]
        selection.train_test_split = train_test_split
    pyplot: Any = modules["matplotlib.pyplot"]
    pyplot.subplots = subplots
    pyplot.plot = lambda *arguments, **named: [Swallow()]
    for name in ("tqdm", "tqdm.auto", "tqdm.notebook"):
        bars: Any = modules[name]
        bars.tqdm = bars.tqdm_notebook = Progress
        bars.trange = lambda *arguments, **named: Progress(range(*arguments))
