"""A control that PyTorch runs for topic 10: what makes convolutions bear a push?

The same two convolutions, once with a weight for each place of their output, once averaged over
all places. Run it as `python pooling.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files: it stops where the article says anything else.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load_table

DRAWS, EPOCHS, FARTHEST = 5, 6, 4


def convs(pooled):
    ends = [nn.AdaptiveAvgPool2d(1)] if pooled else []
    outputs = 32 if pooled else 32 * 7 * 7
    return nn.Sequential(
        nn.Conv2d(1, 16, 5, 2, 2), nn.ReLU(),
        nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(),
        *ends, nn.Flatten(), nn.Linear(outputs, 1))


def push(pictures, down, right):
    """Pictures [n, 1, 28, 28] moved; what leaves the frame is lost."""
    sides = (max(0, right), max(0, -right), max(0, down), max(0, -down))
    rows, columns = max(0, -down), max(0, -right)
    return F.pad(pictures, sides)[:, :, rows : rows + 28, columns : columns + 28]


def draw(seed, pooled, data, valid):
    """Accuracy on digits where they belong, and the mean over four directions of pushed ones."""
    torch.manual_seed(seed)
    model = convs(pooled)
    opt = torch.optim.Adam(model.parameters(), 2e-3)
    x, y = data
    for _ in range(EPOCHS):
        for i in torch.randperm(len(y)).split(128):
            opt.zero_grad()
            F.binary_cross_entropy_with_logits(model(x[i]), y[i]).backward()
            opt.step()
    ways = [(FARTHEST, 0), (-FARTHEST, 0), (0, FARTHEST), (0, -FARTHEST)]
    with torch.no_grad():
        right = lambda x: ((model(x) > 0) == (valid[1] == 1)).float().mean().item()
        return right(valid[0]), sum(right(push(valid[0], *way)) for way in ways) / 4


def check_pooling(data, valid):
    """Stops unless averaging over places, and not convolution alone, bears the push."""
    pictures = lambda table: (table[0].view(-1, 1, 28, 28), table[1])
    some = valid[0][::4], valid[1][::4]
    found = {
        pooled: [draw(seed, pooled, pictures(data), pictures(some)) for seed in range(DRAWS)]
        for pooled in (False, True)
    }
    size = lambda model: sum(p.numel() for p in model.parameters())
    assert (size(convs(False)), size(convs(True))) == (6625, 5089)
    pushed = {pooled: [far for _, far in each] for pooled, each in found.items()}
    assert max(pushed[False]) < 0.8 < 0.85 < min(pushed[True]), found
    near = {pooled: [clean for clean, _ in each] for pooled, each in found.items()}
    assert min(near[False]) > 0.98 > max(near[True]) > 0.9, found
    return found


if __name__ == "__main__":
    print(check_pooling(load_table("train"), load_table("t10k")))
