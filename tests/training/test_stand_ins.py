"""The stand-ins for torchvision and for what a script shows, against torch and against the arithmetic."""

import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest
import torch

from grader.training.inside import augmentations, swallowing, transforms, vision
from reference.mnist import digits


@pytest.fixture
def offered() -> Iterator[dict[str, ModuleType]]:
    images, labels = digits.draw(30, 2)
    pair = torch.from_numpy(images)[:, None], torch.from_numpy(labels)
    vision.DATA.update(train=pair, test=(pair[0][:10], pair[1][:10]))
    modules: dict[str, ModuleType] = {}
    vision.install(modules, transforms, augmentations)
    swallowing.install(modules)
    yield modules
    vision.DATA.clear()
    vision.MADE.clear()


def test_the_dataset_has_what_torchvisions_has(offered: dict[str, ModuleType]) -> None:
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.25,))])
    train, test = (vision.MNIST("data", train, transform, download=True) for train in (True, False))
    assert (len(train), len(test)) == (30, 10)
    image, label = train[3]
    assert image.shape == (1, 28, 28) and type(label) is int
    assert torch.allclose(image[0], (train.data[3].float() / 255 - 0.5) / 0.25)
    assert train.targets[3] == label and len(train.classes) == 10
    images, labels = next(iter(torch.utils.data.DataLoader(train, 7)))
    assert images.shape == (7, 1, 28, 28) and labels.shape == (7,)
    assert vision.test_transform() is transform


def test_a_picture_is_an_array_for_numpy(offered: dict[str, ModuleType]) -> None:
    picture, _ = vision.MNIST("data", True)[0]
    assert np.array(picture).shape == (28, 28) and np.array(picture).dtype == np.uint8
    assert np.asarray(picture, dtype=float).max() > 100
    assert picture.size == (28, 28) and picture.convert("L") is picture


def test_what_is_not_offered_is_named(offered: dict[str, ModuleType]) -> None:
    with pytest.raises(ImportError, match=r"torchvision\.datasets\.CIFAR10 is not offered here"):
        _ = offered["torchvision.datasets"].CIFAR10


@pytest.mark.parametrize(
    ("transform", "shape"),
    [
        (transforms.Resize(32), (1, 32, 32)),
        (transforms.Resize((14, 20)), (1, 14, 20)),
        (transforms.Pad(2), (1, 32, 32)),
        (transforms.Pad((1, 2)), (1, 32, 30)),
        (transforms.CenterCrop(24), (1, 24, 24)),
        (transforms.RandomCrop(28, padding=4), (1, 28, 28)),
        (transforms.Grayscale(3), (3, 28, 28)),
        (transforms.RandomRotation(10), (1, 28, 28)),
        (transforms.RandomAffine(5, translate=(0.1, 0.1), scale=(0.9, 1.1), shear=5), (1, 28, 28)),
        (transforms.RandomErasing(p=1.0), (1, 28, 28)),
        (transforms.RandomApply([transforms.CenterCrop(20)], p=1.0), (1, 20, 20)),
    ],
)
def test_transforms_keep_the_type_and_give_their_shape(transform: object, shape: tuple[int, ...]) -> None:
    image = torch.from_numpy(digits.draw(1, 4)[0])
    for given in (image, image.float() / 255):
        result = transform(given)  # type: ignore[operator]
        assert result.shape == shape and result.dtype == given.dtype


def test_a_rotation_by_nothing_and_a_crop_at_its_place_change_nothing() -> None:
    image = torch.from_numpy(digits.draw(1, 4)[0])
    assert torch.equal(transforms.RandomRotation(0)(image), image)
    assert torch.equal(transforms.CenterCrop(20)(image), image[:, 4:24, 4:24])
    assert torch.equal(transforms.Pad((1, 2, 3, 4))(image)[:, 2:30, 1:29], image)


def test_a_rotation_turns_as_rot90_does() -> None:
    image = torch.from_numpy(digits.draw(1, 4)[0])
    turned = transforms.RandomRotation((90, 90))(image)
    assert torch.equal(turned, torch.rot90(image, 1, (1, 2))) or torch.equal(turned, torch.rot90(image, -1, (1, 2)))


def test_normalize_before_totensor_is_told_so() -> None:
    with pytest.raises(TypeError, match="ToTensor"):
        transforms.Normalize((0.5,), (0.5,))(torch.zeros(1, 28, 28, dtype=torch.uint8))


def test_the_grid_has_every_image_at_its_place() -> None:
    images = torch.rand(5, 1, 4, 4)
    grid = vision.make_grid(images, nrow=3, padding=2)
    assert grid.shape == (3, 2 * 6 + 2, 3 * 6 + 2)
    assert torch.equal(grid[0, 2:6, 8:12], images[1, 0])
    assert torch.equal(grid[2, 8:12, 2:6], images[3, 0])
    assert grid[:, :2].sum() == 0 and grid[0, 8:12, 14:18].sum() == 0


def test_progress_bars_hand_on_their_items_and_plots_swallow_everything(offered: dict[str, ModuleType]) -> None:
    bar = offered["tqdm"].tqdm([1, 2, 3], desc="x")
    assert list(bar) == [1, 2, 3] and len(bar) == 3
    bar.set_postfix(loss=1)
    plt = offered["matplotlib.pyplot"]
    _, axes = plt.subplots(2, 3)
    assert axes.shape == (2, 3)
    axes[0, 1].imshow(None, cmap="gray").set_title("x")
    (line,) = plt.plot([1, 2])
    line.set_color("red")
    plt.show()


def test_the_grader_imports_neither_torch_nor_its_stand_ins() -> None:
    program = (
        "import sys, grader.training, grader.training.judging, grader.checks.training, grader.checks.graph\n"
        "heavy = ('torch', 'sympy', 'grader.training.inside.vision', 'grader.training.inside.driver')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
