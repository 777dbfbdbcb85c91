"""What a Colab cell takes for granted holds here, without a GPU, a compiler, worker processes or scikit-learn."""

from collections.abc import Callable

import pytest

from grader.model import Policy, Status, Verdict

Judge = Callable[..., Verdict]

TRAINING = """
import torch
from torchvision import datasets, transforms
data = datasets.MNIST(".", transform=transforms.ToTensor(), download=True)
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10)).cuda()
"""
LOOP = """
optimizer = torch.optim.Adam(model.parameters(), 1e-2)
for x, y in torch.utils.data.DataLoader(data, 50, True, num_workers=2, pin_memory=True, worker_init_fn=print):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(model(x.to("cuda:0")), y.cuda()).backward()
    optimizer.step()
"""
GRANTED = {
    "tensors made on a GPU": """
x = torch.zeros(3, device="cuda") + torch.tensor([1, 2, 3], device=torch.device("cuda", 0))
assert torch.randn_like(x, device="cuda").device.type == "cpu" and x.pin_memory().tolist() == [1, 2, 3]
torch.manual_seed(0); torch.randperm(4, device="cuda")
""",
    "questions to the GPU": """
torch.cuda.synchronize(); torch.cuda.empty_cache(); torch.cuda.set_device(0)
print(torch.cuda.get_device_name(0), torch.cuda.max_memory_allocated() / 2**20)
""",
    "layers that find their own size": """
model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.LazyLinear(10)).to("cuda")
model(data[0][0][None].to("cuda"))
""",
    "folders of the notebook's host": """
import os
from google.colab import drive
drive.mount("/content/drive")
os.makedirs("/content/drive/MyDrive/runs", exist_ok=True)
torch.save(model.state_dict(), "/content/drive/MyDrive/runs/first.pt")
assert os.path.exists("/content/drive/MyDrive/runs/first.pt")
model.load_state_dict(torch.load("/content/drive/MyDrive/runs/first.pt"))
with open("/kaggle/working/log.txt", "w") as log:
    log.write("begun")
assert open("/kaggle/working/log.txt").read() == "begun"
""",
    "a compiler": """
model = torch.compile(model, mode="max-autotune")
model.compile()
step = torch.compile(lambda x: x + 1)
assert step(1) == 2 and torch.compile(dynamic=True)(step)(1) == 2
""",
    "weights saved and loaded": """
torch.save(model, "whole.pth")
model = torch.load("whole.pth", map_location="cuda", weights_only=False)
torch.save({"net": model.state_dict()}, "part.pt")
model.load_state_dict(torch.load("part.pt", torch.device("cuda"))["net"])
""",
    "a split of scikit-learn": """
from sklearn.model_selection import train_test_split
left, right = train_test_split(range(100), test_size=0.2, stratify=data.targets[:100], random_state=1)
assert len(left) == 80 and sorted(left + right) == list(range(100))
a, b, c, d = train_test_split(data.data, data.targets, train_size=0.75)
assert len(a) == 1620 and len(b) == 540 and a.shape[1:] == (28, 28) and len(d) == 540
""",
    "numbers for people": """
import pandas as pd, sklearn.metrics as metrics
from PIL import Image
from torchmetrics import Accuracy
right = metrics.accuracy_score([1], [1])
print(f"{right:.3f}", "%.2f" % right, 100 * right - 1, right > 0.5, round(right, 2))
pd.DataFrame({"loss": [1.0]}).plot(title="loss")
Accuracy(task="multiclass", num_classes=10).to("cuda")(None, None).item()
""",
}


@pytest.mark.parametrize("what", GRANTED)
def test_it_is_there(judge: Judge, what: str) -> None:
    verdict = judge(TRAINING + GRANTED[what] + LOOP, Policy(require_isolation="L0"))
    assert verdict.status is Status.PARTIAL, verdict.feedback
    assert verdict.evidence["mean_accuracy"] > 50


#: What stands beside the network that tells classes -> the networks, and how the script takes its scores.
OTHERS = {
    "an autoencoder called model": (
        """
model = torch.nn.Linear(784, 784)
classifier = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
""",
        "classifier(x)",
    ),
    "the output of a layer": (
        """
class Both(torch.nn.Linear):
    def forward(self, x):
        return x.flatten(1), super().forward(x.flatten(1))
classifier = model = Both(784, 10)
""",
        "classifier(x)[1]",
    ),
}


@pytest.mark.parametrize("beside", OTHERS)
def test_the_network_that_tells_classes_is_asked(judge: Judge, beside: str) -> None:
    networks, scores = OTHERS[beside]
    loop = LOOP.replace("model.", "classifier.").replace('model(x.to("cuda:0"))', scores)
    verdict = judge(TRAINING.rsplit("model =", 1)[0] + networks + loop)
    assert verdict.status is Status.PARTIAL, verdict.feedback
    assert verdict.evidence["mean_accuracy"] > 75
