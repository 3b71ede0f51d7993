"""Topic 8 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON.
"""

import random
import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load_table, report

LR = 1
BATCH = 256
EPOCHS = 21
PATIENCE = 60

# Sums of float32 in another order: a mean over 784 slopes of both signs loses five digits, and
# after many steps one or two of 2038 digits may fall on the other side of the fence.
SUMS = 5e-5
DIGITS = 1e-3
TOLERANCES = {
    **{f"{part}-grad-{call}": SUMS for part in ("weights", "bias") for call in (1, 2, 3)},
    "voice-at-start": SUMS,
    "voice-at-turn": SUMS,
    "voice-zeros-after-1": SUMS,
    "learned-length": SUMS,
    "sound-length": SUMS,
    "pile-length": DIGITS,
    "starts-worst": DIGITS,
    "starts-best": DIGITS,
    "called-3-at-turn": DIGITS,
    "right-at-turn": DIGITS,
    "best-in-epoch-1": DIGITS,
    "right-after-epoch-1": DIGITS,
    "epoch-1": DIGITS,
    "epoch-2": DIGITS,
    "shuffled-epoch-1": DIGITS,
    "never-zeroed-epoch-1": DIGITS,
    **{
        f"{run}-{order}": DIGITS
        for run in ("all", "zeros", "no-bias", "never-zeroed", "patient")
        for order in ("files", "shuffled")
    },
}


class InFiles:
    """The batches in the order of the files."""

    def __init__(self, x, y):
        self.batches = list(zip(x.split(BATCH), y.split(BATCH)))

    def __iter__(self):
        return iter(self.batches)


class Shuffled:
    """The batches that a fastai DataLoader with shuffle=True makes after set_seed(42)."""

    def __init__(self, x, y):
        self.x, self.y = x, y
        self.rng = self.reseeded(random.Random(42))

    @staticmethod
    def reseeded(rng):
        return random.Random(rng.randint(0, 2**32 - 1))

    def __iter__(self):
        self.rng = self.reseeded(self.rng)
        order = torch.tensor(self.rng.sample(range(len(self.x)), len(self.x)))
        for rows in order.split(BATCH):
            yield self.x[rows], self.y[rows]


def chapter_stream(seed):
    """PyTorch's stream where "Putting it all together" begins, after set_seed(seed)."""
    torch.manual_seed(seed)
    torch.randn(20), torch.randn(3), torch.randn(784), torch.randn(1)
    # The authors ran cells again before they saved: 3441 outputs of the generator, and the
    # last single normal among them left its twin behind, which becomes the bias.
    torch.rand(792), torch.randn(1), torch.rand(2645)


# region initialize
def initialize(seed=42):
    chapter_stream(seed)
    weights = torch.randn(784, 1).requires_grad_()
    bias = torch.randn(1).requires_grad_()
    return weights, bias
# endregion


def zeros():
    return torch.zeros(784, 1).requires_grad_(), torch.zeros(1).requires_grad_()


# region predict
def predict(xb, params):
    weights, bias = params
    return xb @ weights + bias  # [n, 784] → [n, 1]
# endregion


def without_bias(xb, params):
    return xb @ params[0] + 0 * params[1]


def mnist_loss(predictions, targets):
    p = predictions.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


# region calc-grad
def calc_grad(xb, yb, params, predict=predict):
    loss = mnist_loss(predict(xb, params), yb)
    loss.backward()  # adds to p.grad
# endregion


# region step
def step(p):
    p.data -= p.grad * LR


def forget(p):
    p.grad.zero_()
# endregion


# region train-epoch
def train_epoch(loader, params, step=step, forget=forget, predict=predict):
    for xb, yb in loader:
        calc_grad(xb, yb, params, predict)
        for p in params:
            step(p)
            forget(p)
# endregion


# region by-hand
def backward_by_hand(xb, yb, params):
    p = predict(xb, params).sigmoid()
    voice = p * (1 - p)
    side = 1 - 2 * yb
    return xb.T @ (side * voice) / len(xb)
# endregion


def nothing(p):
    pass


def validate(predict, params, batches):
    """The chapter's average: over batches, to 4 decimals."""
    accs = [((predict(xb, params) > 0) == (yb == 1)).float().mean() for xb, yb in batches]
    return round(torch.stack(accs).mean().item(), 4)


def glance(params, x, y):
    with torch.no_grad():
        predictions = predict(x, params)
        p = predictions.sigmoid()
        called3 = predictions > 0
        right = (called3 == (y == 1)).float().mean()
        return right.item(), called3.float().mean().item(), 4 * (p * (1 - p)).mean().item()


def follow(loader, params, x, y):
    """A glance before, and after each batch of one epoch."""
    seen = [glance(params, x, y)]
    for batch in loader:
        train_epoch([batch], params)
        seen.append(glance(params, x, y))
    return seen


def train(loader, batches, epochs=EPOCHS, start=initialize, predict=predict, **steps):
    params = start()
    rows = [validate(predict, params, batches)]
    for _ in range(epochs):
        train_epoch(loader, params, predict=predict, **steps)
        rows.append(validate(predict, params, batches))
    return params, rows


# What PyTorch answers to a loss without slopes: deck.md quotes it.
REFUSAL = "element 0 of tensors does not require grad and does not have a grad_fn"


def accuracy_as_loss(xb, yb, params):
    """The words with which PyTorch refuses."""
    accuracy = ((predict(xb, params) > 0) == (yb == 1)).float().mean()
    try:
        accuracy.backward()
    except RuntimeError as error:
        return str(error)


def pixel_baseline(x, y, vx, vy):
    mean3, mean7 = x[y[:, 0] == 1].mean(0), x[y[:, 0] == 0].mean(0)
    nearer3 = (vx - mean3).abs().mean(1) < (vx - mean7).abs().mean(1)
    return (nearer3 == (vy[:, 0] == 1)).double().mean()


def main():
    x, y = load_table("train")
    vx, vy = load_table("t10k")
    files, batches = InFiles(x, y), InFiles(vx, vy).batches
    always3 = lambda xb, _: torch.ones(len(xb), 1)
    numbers = {
        "batches": len(files.batches),
        "parameters": 785,
        "all-3-by-batch": validate(always3, None, batches),
        "all-3-by-digit": (vy == 1).double().mean(),
        "valid-count": len(vx),
        "valid-batches": len(batches),
        "last-batch": len(batches[-1][0]),
        "turn": -(-int(y.sum()) // BATCH),
        "epochs": EPOCHS,
        "patience": PATIENCE,
        "pixel-baseline": pixel_baseline(x, y, vx, vy),
        "dark-pixels": (x.amax(0) == 0).sum(),
    }
    assert accuracy_as_loss(x[:4], y[:4], initialize()) == REFUSAL
    params = initialize()
    numbers["weights-length"] = params[0].detach().norm()
    numbers["first-loss"] = mnist_loss(predict(x[:4], params), y[:4]).item()
    for call in (1, 2, 3):
        calc_grad(x[:4], y[:4], params)
        numbers[f"weights-grad-{call}"] = params[0].grad.mean().item()
        numbers[f"bias-grad-{call}"] = params[1].grad.mean().item()

    seen = follow(files, initialize(), vx, vy)
    right, called3, voice = seen[numbers["turn"]]
    numbers["voice-at-start"] = seen[0][2]
    numbers["voice-at-turn"] = voice
    numbers["called-3-at-turn"] = called3
    numbers["right-at-turn"] = right
    numbers["best-in-epoch-1"] = max(each[0] for each in seen)
    numbers["right-after-epoch-1"] = seen[-1][0]
    numbers["voice-zeros-after-1"] = follow(files.batches[:1], zeros(), vx, vy)[1][2]

    runs = {
        "all": {},
        "zeros": {"start": zeros},
        "no-bias": {"predict": without_bias},
        "never-zeroed": {"forget": nothing},
        "no-step": {"step": nothing, "epochs": 1},
        "patient": {"epochs": PATIENCE},
    }
    rows, lengths = {}, {}
    for name, change in runs.items():
        params, rows[name, "files"] = train(files, batches, **change)
        if name == "all":
            learned = (params[0] - initialize()[0]).detach()
            numbers["learned-length"] = learned.norm()
        params, rows[name, "shuffled"] = train(Shuffled(x, y), batches, **change)
        lengths[name] = params[0].detach().norm()
    for (name, order), each in rows.items():
        numbers[f"{name}-{order}"] = each[-1]
    numbers["before"], numbers["epoch-1"], numbers["epoch-2"] = rows["all", "files"][:3]
    numbers["sound-length"], numbers["pile-length"] = lengths["all"], lengths["never-zeroed"]
    ends = [train(Shuffled(x, y), batches, start=lambda: initialize(42 + other))[1][-1]
            for other in (1, 2, 3, 4)]
    numbers["starts"] = len(ends)
    numbers["starts-worst"], numbers["starts-best"] = min(ends), max(ends)
    numbers["shuffled-epoch-1"] = rows["all", "shuffled"][1]
    numbers["never-zeroed-epoch-1"] = rows["never-zeroed", "shuffled"][1]
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
