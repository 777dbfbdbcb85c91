"""Splits that count on MNIST's 60,000 training images hold in a run that has fewer."""

from collections.abc import Callable, Iterator

import pytest
import torch
from torch.utils.data import Dataset, Subset

from grader.model import Policy, Status, Verdict
from grader.training.inside import splits

Judge = Callable[..., Verdict]

SCRIPT = """
import torch
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split
from torchvision import datasets, transforms
full = datasets.MNIST(".", transform=transforms.ToTensor(), download=True)
SPLIT
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
optimizer = torch.optim.Adam(model.parameters(), 1e-2)
for x, y in DataLoader(train, 50, True):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()
right = sum((model(x).argmax(1) == y).sum().item() for x, y in DataLoader(valid, 100))
print("valid", right / len(valid), len(train), len(valid))
"""
SPLITS = {
    "random_split": "train, valid = random_split(full, [50000, 10000])",
    "random_split of 55,000": "train, valid = torch.utils.data.random_split(full, lengths=(55_000, 5_000))",
    "shares": "train, valid = random_split(full, [0.9, 0.1])",
    "subsets": "train, valid = Subset(full, range(50000)), Subset(full, list(range(50000, 60000)))",
}


@pytest.mark.parametrize("name", SPLITS)
def test_a_script_with_a_validation_set_trains(judge: Judge, name: str) -> None:
    verdict = judge(SCRIPT.replace("SPLIT", SPLITS[name]))
    assert verdict.status is Status.PARTIAL, verdict.feedback
    _, right, train, valid = verdict.evidence["stdout"].split()
    assert int(train) + int(valid) == 2_160 and int(valid) in (180, 216, 360)
    assert float(right) > 0.7


class Shown(Dataset[int]):
    """A dataset that holds its own indices."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> int:
        return index


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for owner, name in (
        (torch.utils.data, "random_split"),
        (torch.utils.data.dataset, "random_split"),
        (Subset, "__init__"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    splits.install(torch, Shown)
    yield


@pytest.mark.parametrize("length", [60_000, 6_000, 2_160])
def test_parts_of_a_split_keep_their_shares_and_share_nothing(installed: None, length: int) -> None:
    parts = torch.utils.data.random_split(Shown(length), [48_000, 6_000, 6_000])
    assert [len(part) for part in parts] == [length * 8 // 10, length // 10, length // 10]
    assert sorted(index for part in parts for index in part) == list(range(length))
    first, last = Subset(Shown(length), range(50_000)), Subset(Shown(length), range(50_000, 60_000))
    assert len(first) == length * 5 // 6 and [*first, *last] == list(range(length))


def test_other_datasets_and_other_numbers_are_split_as_torch_splits_them(installed: None) -> None:
    split = torch.utils.data.random_split
    with pytest.raises(ValueError, match="Sum of input lengths"):
        split(torch.utils.data.TensorDataset(torch.zeros(7)), [50_000, 10_000])
    with pytest.raises(ValueError, match="Sum of input lengths"):
        split(Shown(7), [3, 5])
    assert [len(part) for part in split(Shown(7), [3, 4])] == [3, 4]


def test_ten_thousand_of_sixty_thousand_images_stand_twice() -> None:
    images, labels = splits.padded(torch, torch.arange(50_000), torch.arange(50_000) % 10)
    assert len(images) == len(labels) == 60_000
    assert images.unique(return_counts=True)[1].bincount().tolist() == [0, 40_000, 10_000]
    assert torch.equal(labels, images % 10)


def test_a_quick_check_that_fails_says_that_it_has_fewer_images(judge: Judge) -> None:
    script = SCRIPT.replace("SPLIT", "train, valid = full, Subset(full, [])")
    full = judge(script)
    quick = judge(script, Policy(quick=True, require_isolation="L0"))
    assert "ZeroDivisionError" in full.feedback[0] and not any("tenth" in line for line in full.feedback)
    assert quick.feedback[1].startswith("a quick check has a tenth of the images: code that counts on MNIST's 60,000")
