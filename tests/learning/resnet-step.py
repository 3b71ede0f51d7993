"""Writes resnet-step.json: what PyTorch makes of one training step of ResNet-18, in double
precision, from values that PyTorch's seeded stream gives on both sides.

    python tests/learning/resnet-step.py      (needs torch; the file is committed)
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

BATCH = 64
SAMPLES = 8  # of each gradient and each running statistic, evenly spaced


class Block(nn.Module):
    def __init__(self, inputs, outputs, act):
        super().__init__()
        stride = 1 if inputs == outputs else 2
        self.act = act
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = nn.Identity()
        if stride == 2:
            shortcut = nn.Conv2d(inputs, outputs, 1, 2, bias=False)
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(outputs))

    def forward(self, x):
        hidden = self.act(self.bn1(self.conv1(x)))
        return self.act(self.bn2(self.conv2(hidden)) + self.downsample(x))


class ResNet18(nn.Module):
    def __init__(self, act):
        super().__init__()
        self.act = act
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        widths = [64, 64, 128, 256, 512]
        for i in range(1, 5):
            first = Block(widths[i - 1], widths[i], act)
            second = Block(widths[i], widths[i], act)
            setattr(self, f"layer{i}", nn.Sequential(first, second))
        self.fc = nn.Linear(512, 2)

    def forward(self, x):
        x = F.max_pool2d(self.act(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


def fill(model):
    """Values as resnet-step.test.ts draws them: kernels small, variances positive."""
    for name, tensor in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        z = torch.randn(tensor.numel())
        if tensor.dim() > 1:
            z = z * tensor[0].numel() ** -0.5
        elif name.endswith("running_var"):
            z = 1 + z.square()
        else:
            z = z * 0.125 + (1 if name.endswith("weight") else 0)
        tensor.copy_(z.reshape(tensor.shape))


def samples(tensor):
    flat = tensor.detach().flatten()
    at = [flat.numel() * i // SAMPLES for i in range(min(SAMPLES, flat.numel()))]
    return [float(f"{flat[i].item():.9g}") for i in at]


def step(seed, act):
    torch.manual_seed(seed)
    model = ResNet18(act)
    torch.manual_seed(seed)
    with torch.no_grad():
        fill(model)
    x = torch.rand(BATCH * 3 * 28 * 28).reshape(BATCH, 3, 28, 28)
    y = (torch.rand(BATCH) < 0.5).long()
    model = model.double()
    loss = F.cross_entropy(model(x.double()), y)
    loss.backward()
    running = {n: b for n, b in model.named_buffers() if "running" in n}
    return {
        "seed": seed,
        "ending": act.__name__,
        "loss": loss.item(),
        "gradients": {n: samples(p.grad) for n, p in model.named_parameters()},
        "running": {n: samples(b) for n, b in running.items()},
    }


if __name__ == "__main__":
    steps = [step(seed, act) for seed in (0, 1, 2) for act in (F.relu, F.softplus)]
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(steps) + "\n")
