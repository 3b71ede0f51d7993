"""Topic 9 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON. Where fastai
is installed, `python pytorch.py --fastai FOLDER` runs chapter 2's recipe on a folder of PNGs.
"""

import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.optim import SGD

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load_table, report

LR = 1
BATCH = 256
EPOCHS = 20

# After a thousand steps, one or two of 2038 digits may fall on the other side of the fence.
DIGITS = 1e-3
TOLERANCES = {
    "normal-voice": 5e-5,
    "uniform-voice": 5e-5,
    "noise-removed": DIGITS,
    "apart-by-start": 0.05,  # a difference of two accuracies: one digit is 5 %
    "sgd-epoch-2": DIGITS,
    "sgd-final": DIGITS,
    "learner-final": DIGITS,
    **{f"{start}-{at}": DIGITS for start in ("normal", "uniform")
       for at in ("epoch-1", "epoch-2", "by-hand", "basic-optim", "sgd", "best", "worst")},
    "smallest-final": DIGITS,
    "largest-final": DIGITS,
}


# region batches
def batches(x, y):
    return list(zip(x.split(BATCH), y.split(BATCH)))
# endregion


def mnist_loss(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


# region linear
def linear_model():
    return nn.Linear(28 * 28, 1)
# endregion


# region by-hand
def epoch_by_hand(dl, model, params):
    for xb, yb in dl:
        mnist_loss(model(xb), yb).backward()
        for p in params:
            p.data -= p.grad * LR
            p.grad.zero_()
# endregion


# region optimizer
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def step(self):
        for p in self.params:
            p.data -= p.grad.data * self.lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None
# endregion


# region train-epoch
def epoch_with(opt, dl, model):
    for xb, yb in dl:
        mnist_loss(model(xb), yb).backward()
        opt.step()
        opt.zero_grad()
# endregion


def validate(model, dl):
    """The chapter's average: over batches, to 4 decimals."""
    with torch.no_grad():
        accs = [((model(xb) > 0) == (yb == 1)).float().mean() for xb, yb in dl]
    return round(torch.stack(accs).mean().item(), 4)


def sgd(model):
    # region sgd
    opt = SGD(model.parameters(), LR)
    # endregion
    return opt


# region learner
def with_fastai(dl, valid_dl, batch_accuracy):
    from fastai.vision.all import DataLoaders, Learner, SGD

    dls = DataLoaders(dl, valid_dl)
    learn = Learner(dls, nn.Linear(28 * 28, 1), opt_func=SGD,
                    loss_func=mnist_loss, metrics=batch_accuracy)
    learn.fit(10, lr=LR)
# endregion


# region production
def production(path):
    from fastai.vision import all as fv

    digits = fv.DataBlock(
        blocks=(fv.ImageBlock, fv.CategoryBlock),
        get_items=fv.get_image_files,
        splitter=fv.RandomSplitter(valid_pct=0.2, seed=42),
        get_y=fv.parent_label,
    )
    dls = digits.dataloaders(path)
    learn = fv.cnn_learner(dls, fv.resnet18, metrics=fv.error_rate)
    learn.fine_tune(4)
# endregion


def chapter_streams():
    """What the chapter draws after set_seed(42), section by section: initial values by name."""
    torch.manual_seed(42)
    torch.randn(20), torch.randn(3), torch.randn(784), torch.randn(1)
    torch.rand(792), torch.randn(1), torch.rand(2645)
    starts = {"normal": (torch.randn(1, 784), torch.randn(1))}
    for name, passes in (("uniform", 43), ("sgd", 41), ("learner", 40)):
        torch.rand(2 * passes)
        drawn = linear_model()
        starts[name] = (drawn.weight.data, drawn.bias.data)
    return starts


def seeded(seed):
    """Both kinds of start from one seed."""
    torch.manual_seed(seed)
    normal = torch.randn(1, 784), torch.randn(1)
    torch.manual_seed(seed)
    drawn = linear_model()
    return normal, (drawn.weight.data, drawn.bias.data)


def model_from(start):
    model = linear_model()
    model.weight.data, model.bias.data = start[0].clone(), start[1].clone()
    return model


def train(dls, start, way, epochs=EPOCHS):
    dl, valid_dl = dls
    model = model_from(start)
    params = list(model.parameters())
    opt = {"basic-optim": BasicOptim, "sgd": SGD, "by-hand": BasicOptim}[way](params, LR)
    rows = []
    for _ in range(epochs):
        if way == "by-hand":
            epoch_by_hand(dl, model, params)
        else:
            epoch_with(opt, dl, model)
        rows.append(validate(model, valid_dl))
    return model, rows


def exact(model, x, y):
    with torch.no_grad():
        return ((model(x) > 0) == (y == 1)).double().mean().item()


def main():
    dls = batches(*load_table("train")), batches(*load_table("t10k"))
    vx, vy = load_table("t10k")
    starts = chapter_streams()
    numbers = {}
    curves = {}
    for name in ("normal", "uniform"):
        runs = {way: train(dls, starts[name], way) for way in ("by-hand", "basic-optim", "sgd")}
        curves[name] = np.array([rows for _, rows in runs.values()])
        numbers[f"{name}-epoch-1"], numbers[f"{name}-epoch-2"] = runs["by-hand"][1][:2]
        for way, (_, rows) in runs.items():
            numbers[f"{name}-{way}"] = rows[-1]
        p = model_from(starts[name])(vx).sigmoid()
        numbers[f"{name}-voice"] = 4 * (p * (1 - p)).mean().item()
        if name == "normal":
            trained = runs["by-hand"][0]
            trained.weight.data -= starts[name][0]
            trained.bias.data -= starts[name][1]
            numbers["noise-removed"] = exact(trained, vx, vy)
    numbers["apart-by-way"] = max(np.ptp(rows, axis=0).max() for rows in curves.values())
    numbers["apart-by-start"] = numbers["uniform-sgd"] - numbers["normal-sgd"]
    _, rows = train(dls, starts["sgd"], "sgd")
    numbers["sgd-epoch-2"], numbers["sgd-final"] = rows[1], rows[-1]
    model, _ = train(dls, starts["learner"], "sgd", 10)
    numbers["learner-final"] = exact(model, vx, vy)

    ends = np.array([[train(dls, start, "basic-optim")[1][-1] for start in seeded(seed)]
                     for seed in (1, 2, 3, 4)])
    numbers["seeds"] = len(ends)
    for name, column in zip(("normal", "uniform"), ends.T):
        numbers[f"{name}-best"], numbers[f"{name}-worst"] = column.max(), column.min()
    for name, size in (("smallest", 0.01), ("largest", 3)):
        weight, bias = starts["normal"]
        numbers[f"{name}-size"] = size
        numbers[f"{name}-final"] = train(dls, (weight * size, bias * size), "basic-optim")[1][-1]
    numbers["linear-size"] = 1 / math.sqrt(3 * 784)

    model = model_from(starts["uniform"])
    other = BasicOptim(model_from(starts["uniform"]).parameters(), LR)
    for p in other.params:
        p.grad = torch.zeros_like(p)
    mnist_loss(model(dls[0][0][0]), dls[0][0][1]).backward()
    other.step()  # and the model has not moved
    numbers["stale-before"] = validate(model, dls[1])
    return numbers


if __name__ == "__main__":
    if "--fastai" in sys.argv:
        production(Path(sys.argv[sys.argv.index("--fastai") + 1]))
    else:
        report(main, TOLERANCES)
