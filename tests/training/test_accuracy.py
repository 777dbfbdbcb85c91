"""Accuracy by step: against a count image by image in plain Python, and against what the student's own loop prints."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from grader.model import Verdict
from grader.training.inside import accuracy
from grader.training.inside.watching import POINTS, Watch

Judge = Callable[..., Verdict]
Loss = Callable[[Tensor, Tensor], Tensor]
ROWS = 40


def one_hot(classes: Tensor) -> Tensor:
    return F.one_hot(classes, 10).float()


def log_softmax(scores: Tensor) -> Tensor:
    return F.log_softmax(scores, 1)


def mixed(classes: Tensor) -> Tensor:
    return 0.7 * one_hot(classes) + 0.3 * one_hot((classes + 1) % 10)


#: Losses of scores [b, 10] and classes [b] that hold a class for each row.
TELLING: dict[str, Loss] = {
    "cross_entropy": F.cross_entropy,
    "CrossEntropyLoss": nn.CrossEntropyLoss(),
    "label smoothing": nn.CrossEntropyLoss(label_smoothing=0.1),
    "class weights": lambda s, y: F.cross_entropy(s, y, weight=torch.linspace(0.5, 2, 10)),
    "a mean taken by hand": lambda s, y: F.cross_entropy(s, y, reduction="none").sum() / len(y),
    "one-hot": lambda s, y: F.cross_entropy(s, one_hot(y)),
    "smoothed one-hot": lambda s, y: F.cross_entropy(s, 0.9 * one_hot(y) + 0.01),
    "mixed probabilities": lambda s, y: F.cross_entropy(s, mixed(y), label_smoothing=0.05),
    "nll_loss": lambda s, y: F.nll_loss(log_softmax(s), y),
    "NLLLoss of log(softmax)": lambda s, y: nn.NLLLoss()(torch.log(torch.softmax(s, 1)), y),
    "nll_loss of maps": lambda s, y: F.nll_loss(log_softmax(s)[:, :, None, None], y[:, None, None]),
    "kl_div": lambda s, y: F.kl_div(log_softmax(s), one_hot(y), reduction="batchmean"),
    "mse_loss": lambda s, y: F.mse_loss(s, one_hot(y)),
    "mse_loss of plus and minus one": lambda s, y: F.mse_loss(torch.tanh(s), 2 * one_hot(y) - 1),
    "smooth_l1_loss": lambda s, y: F.smooth_l1_loss(s, one_hot(y)),
    "binary cross-entropy with logits": lambda s, y: F.binary_cross_entropy_with_logits(s, one_hot(y)),
    "binary cross-entropy": lambda s, y: F.binary_cross_entropy(torch.sigmoid(s), one_hot(y)),
    "multi_margin_loss": F.multi_margin_loss,
    "by hand, rows and classes": lambda s, y: -log_softmax(s)[range(len(y)), y].mean(),
    "by hand, gather": lambda s, y: -log_softmax(s).gather(1, y[:, None]).mean(),
    "by hand, one-hot in front": lambda s, y: -(one_hot(y) * log_softmax(s)).sum(1).mean(),
    "by hand, one-hot behind": lambda s, y: -(log_softmax(s) * one_hot(y)).sum(1).mean(),
    "a quarter, with decay": lambda s, y: F.cross_entropy(s, y) / 4 + 1e-4 * s.pow(2).sum(),
    "a head beside the main one": lambda s, y: F.cross_entropy(s, y) + 0.3 * F.cross_entropy(s.roll(1, 1), y),
}
#: Losses in which no class stands beside the scores.
SILENT: dict[str, Loss] = {
    "regression on numbers": lambda s, y: F.mse_loss(s.sum(1), y.float()),
    "a teacher's scores": lambda s, y: F.mse_loss(s, torch.linspace(-3, 3, s.numel()).reshape(s.shape)),
    "an image painted again": lambda s, y: F.mse_loss(s @ torch.ones(10, 784), torch.ones(len(y), 784)),
    "odd or even": lambda s, y: F.cross_entropy(s[:, :2], y % 2),
    "squares by hand": lambda s, y: ((s - one_hot(y)) ** 2).mean(),
    "the scores alone": lambda s, y: s.mean(),
    "other rows": lambda s, y: -log_softmax(s)[range(1, len(y)), y[1:]].mean(),
    "rows without a class": lambda s, y: F.cross_entropy(s, torch.full_like(y, -100)),
}


def a_batch() -> tuple[Tensor, Tensor]:
    """Scores that are right in a good half of the rows, and their classes."""
    random = torch.Generator().manual_seed(5)
    classes = torch.randint(0, 10, (ROWS,), generator=random)
    scores = torch.randn(ROWS, 10, generator=random) + 1.5 * one_hot(classes)
    return scores.requires_grad_(), classes


def counted(scores: Tensor, classes: Tensor) -> float:
    rows = zip(scores.tolist(), classes.tolist(), strict=True)
    return round(100 * sum(row.index(max(row)) == wanted for row, wanted in rows) / len(scores), 2)


@pytest.mark.parametrize("name", TELLING)
def test_a_loss_tells_the_accuracy_on_its_batch(name: str) -> None:
    scores, classes = a_batch()
    assert 20 < counted(scores, classes) < 90
    assert accuracy.of(torch, TELLING[name](scores, classes)) == counted(scores, classes)


@pytest.mark.parametrize("name", SILENT)
def test_a_loss_without_classes_tells_nothing(name: str) -> None:
    assert accuracy.of(torch, SILENT[name](*a_batch())) is None


def test_rows_that_the_loss_ignores_are_not_counted() -> None:
    scores, classes = a_batch()
    ignored = classes.clone()
    ignored[:7] = -100
    assert accuracy.of(torch, F.cross_entropy(scores, ignored)) == counted(scores[7:], classes[7:])


def test_one_image_without_a_batch_is_right_or_wrong() -> None:
    scores = torch.arange(10.0).requires_grad_()
    assert accuracy.of(torch, F.cross_entropy(scores, torch.tensor(9))) == 100
    assert accuracy.of(torch, F.cross_entropy(scores, torch.tensor(3))) == 0


def test_names_of_the_classes_do_not_matter() -> None:
    scores, classes = a_batch()
    names = torch.randperm(10, generator=torch.Generator().manual_seed(1))
    renamed = scores[:, names.argsort()]
    assert accuracy.of(torch, F.cross_entropy(renamed, names[classes])) == counted(scores, classes)


@pytest.mark.parametrize("odd", [None, 3, torch.ones(1), torch.ones(2, 2, requires_grad=True).sum()])
def test_what_is_no_loss_is_no_fault(odd: object) -> None:
    assert accuracy.of(torch, odd) is None


def test_a_graph_that_is_gone_or_was_changed_in_place_is_no_fault() -> None:
    scores, classes = a_batch()
    loss = F.cross_entropy(scores * 1, classes)
    loss.backward()
    assert accuracy.of(torch, loss) is None
    kept = torch.sigmoid(scores)
    loss = F.mse_loss(kept, one_hot(classes))
    kept.detach().mul_(2)
    assert accuracy.of(torch, loss) is None


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A watch as in the sandbox, taken off again."""
    backward = torch.Tensor.backward
    yield Watch(torch, accuracy)
    torch.Tensor.backward = backward


def trained(steps: int) -> tuple[list[float], Tensor]:
    """Losses and final weights of a small training, random numbers among its steps."""
    torch.manual_seed(3)
    network, losses = nn.Sequential(nn.Linear(12, 10), nn.Dropout(0.3)), []
    optimizer = torch.optim.SGD(network.parameters(), 0.1)
    for _ in range(steps):
        x, y = torch.randn(8, 12), torch.randint(0, 10, (8,))
        loss = F.cross_entropy(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network[0].weight.detach()


def test_a_watched_training_is_bit_for_bit_the_same() -> None:
    alone, weights = trained(30)
    backward = torch.Tensor.backward
    try:
        Watch(torch, accuracy)
        losses, watched = trained(30)
    finally:
        torch.Tensor.backward = backward
    assert losses == alone and torch.equal(watched, weights)


def test_a_long_training_has_few_points_from_its_first_steps_to_its_last(watch: Watch) -> None:
    trained(1_700)
    steps = [point["step"] for point in watch.curve]
    assert POINTS / 2 <= len(steps) <= POINTS and steps[0] == 0 and steps[-1] > 1_650
    assert len({b - a for a, b in pairwise(steps)}) == 1
    assert all(0 <= point["accuracy"] <= 100 for point in watch.curve)


def test_no_graph_is_kept_alive(watch: Watch) -> None:
    import weakref

    scores, classes = a_batch()
    inner = scores * 2
    gone = weakref.ref(inner)
    F.cross_entropy(inner, classes).backward()
    del inner
    assert gone() is None


#: Form -> (a golden source, the line of its loop that gets the loss, and its scores and classes there).
LOOPS = {
    "function": (
        "function_dense",
        "loss = nn.functional.cross_entropy(network(images[rows]), labels[rows])",
        ("network(images[rows])", "labels[rows]"),
    ),
    "script": (
        "functions_config",
        'loss = criterion(model(x.to(config["device"])), y.to(config["device"]))',
        ("model(x)", "y"),
    ),
}
COUNTING = "print('right', round(100 * sum(int(s.argmax()) == int(t) for s, t in zip({0}, {1})) / len({1}), 2))"


@pytest.mark.parametrize("form", LOOPS)
def test_the_curve_is_what_the_students_own_loop_counts(judge: Judge, script: Callable[[str], str], form: str) -> None:
    """The grader renames the classes in each run: what the loop counts under those names must come out all the same."""
    name, line, names = LOOPS[form]
    source = script(name)
    indent = re.findall(rf"^( *){re.escape(line)}", source, re.M)[0]
    evidence = judge(source.replace(line, f"{COUNTING.format(*names)}\n{indent}{line}")).evidence
    printed = [float(number) for number in re.findall(r"^right (\S+)$", evidence["stdout"], re.M)]
    assert evidence["form"] == form and "curve_note" not in evidence
    assert [point["step"] for point in evidence["curve"]] == list(range(len(printed)))
    assert [point["accuracy"] for point in evidence["curve"]] == printed
    late = printed[-10:]  # the last batch alone may hold a handful of images
    assert sum(late) / len(late) > 60 > printed[0]


def test_a_loss_without_classes_is_said_to_tell_nothing(judge: Judge, script: Callable[[str], str]) -> None:
    own = "((network(images[rows]) - nn.functional.one_hot(labels[rows], 10)) ** 2).mean()"
    source = script("function_dense").replace(LOOPS["function"][1], f"loss = {own}")
    evidence = judge(source).evidence
    assert evidence["mean_accuracy"] > 75
    assert evidence["curve"] and not any("accuracy" in point for point in evidence["curve"])
    assert evidence["curve_note"].startswith("accuracy by step could not be told")
