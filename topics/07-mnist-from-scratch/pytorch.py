"""Topic 7 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON.
"""

import sys
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report

BATCH = 256
LR = 1.0
NUDGE = 0.001
EPOCHS = 3
LONG = 12
REACH = 4
AWAKE = 4.6
DRAWS = 40
SIZES = [1, 4, 16, 64, 256, 1024, 4096]

# The same weights, batches and shifts, but float32 sums in another order. A loss of one
# half that moves by a millionth keeps one or two of its digits; a trained model's
# accuracy may differ by a picture or two.
TOLERANCES = {
    "loss-moved": 0.2,
    "loss-moved-small": 0.01,
    "louder": 0.2,
    "accuracy-batch-16": 1e-3,
    "accuracy-batch-64": 1e-3,
    "accuracy-batch-256": 1e-3,
    "accuracy-batch-1024": 1e-3,
    "accuracy-batch-4096": 1e-3,
    "accuracy-full-batch": 1e-3,
    "accuracy-chapter-start": 1e-3,
    "accuracy-chapter-start-long": 1e-3,
    "clean-straight": 1e-3,
    "clean-pushed": 1e-3,
    "clean-vertical": 3e-3,
    "clean-sideways": 1e-3,
    "moved-straight": 1e-3,
    "moved-pushed": 1e-3,
    **{f"cosine-batch-{size}": 1e-4 for size in SIZES},
    "cosine-only-threes": 1e-4,
    "cosine-only-sevens": 1e-4,
}


# region table
def table(threes, sevens):
    """Pictures [count, 28, 28] become rows; a 3 is a 1, a 7 is a 0."""
    x = torch.cat([threes, sevens]).view(-1, 28 * 28)  # [count, 784]
    y = torch.tensor([1.0] * len(threes) + [0.0] * len(sevens))
    return x, y.unsqueeze(1)  # [count, 1]
# endregion


# region linear
def linear1(xb, weights, bias):
    """One weight a pixel, and a bias: [count, 784] → [count, 1]."""
    return xb @ weights + bias
# endregion


# region mnist-loss
def mnist_loss(predictions, targets):
    """How far, on average, a prediction is from its target."""
    p = predictions.sigmoid()  # 0…1
    return torch.where(targets == 1, 1 - p, p).mean()
# endregion


class Shuffle:
    """The orders of fastai's DataLoader."""

    def __init__(self, python):
        self.random = Random(python.randint(0, 2**32 - 1))

    def permutation(self, count):
        self.random = Random(self.random.randint(0, 2**32 - 1))
        return self.random.sample(range(count), count)


# region mini-batches
def mini_batches(count, size, shuffle):
    """The places 0…count−1, shuffled and cut into batches."""
    order = shuffle.permutation(count)
    return [order[at : at + size] for at in range(0, count, size)]
# endregion


# region jitter
def jitter(xb, reach, random):
    """Every picture moved by a random step of its own."""
    around = F.pad(xb.view(-1, 28, 28), [reach] * 4)  # paper
    moved = []
    for picture in around:
        down = random.randint(-reach, reach)
        right = random.randint(-reach, reach)
        top, left = reach - down, reach - right
        moved.append(picture[top : top + 28, left : left + 28])
    return torch.stack(moved).view(-1, 28 * 28)  # [batch, 784]
# endregion


def chapter_start():
    """Weights and bias as the chapter draws them in this section."""
    torch.manual_seed(42)
    torch.randn(20), torch.randn(3)  # the section before
    return torch.randn(784, 1), torch.randn(1)


def small_start():
    torch.manual_seed(42)
    linear = torch.nn.Linear(784, 1)
    return linear.weight.detach().view(784, 1).clone(), linear.bias.detach().clone()


def gradient_of(start, xb, yb):
    weights, bias = start
    weights = weights.clone().requires_grad_()
    mnist_loss(linear1(xb, weights, bias), yb).backward()
    return weights.grad.flatten().double()


# region one-pass
def one_pass(start, batches, change):
    """Each mini-batch is changed, then learned from."""
    weights, bias = start
    for xb, yb in batches:
        seen = change(xb)  # the targets stay as they are
        loss = mnist_loss(linear1(seen, weights, bias), yb)
        loss.backward()
        for p in (weights, bias):
            p.data -= p.grad * LR
            p.grad.zero_()
# endregion


def fit(start, data, valid, size, epochs, change=lambda xb: xb):
    """Trains from `start`; the parameters and the accuracy afterwards."""
    x, y = data
    start = [each.clone().requires_grad_() for each in start]
    shuffle = Shuffle(Random(42))
    for _ in range(epochs):
        places = mini_batches(len(x), size, shuffle)
        one_pass(start, ((x[at], y[at]) for at in places), change)
    return start, accuracy(start, *valid)


def accuracy(start, x, y):
    with torch.no_grad():
        right = (linear1(x, *start) > 0) == (y == 1)
    return right.sum().item() / len(y)


def pushed(x, down, right):
    """All pictures moved down and to the right; what leaves the frame is lost."""
    around = F.pad(x.view(-1, 28, 28), [REACH] * 4)
    top, left = REACH - down, REACH - right
    return around[:, top : top + 28, left : left + 28].reshape(-1, 784)


def compare_gradients(numbers, x, y):
    start = small_start()
    whole = gradient_of(start, x, y)

    def cosine(xb, yb):
        gradient = gradient_of(start, xb, yb)
        return torch.cosine_similarity(gradient, whole, dim=0)

    for size in SIZES:
        shuffle, cosines = Shuffle(Random(42)), []
        while len(cosines) < DRAWS:
            places = mini_batches(len(x), size, shuffle)[: len(x) // size]
            cosines += [cosine(x[at], y[at]) for at in places[: DRAWS - len(cosines)]]
        numbers[f"cosine-batch-{size}"] = torch.stack(cosines).mean()
    last = (len(x) // BATCH - 1) * BATCH
    numbers["cosine-only-threes"] = cosine(x[:BATCH], y[:BATCH])
    numbers["cosine-only-sevens"] = cosine(x[last:][:BATCH], y[last:][:BATCH])
    numbers["draws"] = DRAWS


def compare_training(numbers, data, valid):
    for size in [16, 64, 256, 1024, 4096, len(data[0])]:
        name = f"batch-{size}" if size < len(data[0]) else "full-batch"
        _, score = fit(small_start(), data, valid, size, EPOCHS)
        numbers[f"accuracy-{name}"] = score
    for name, epochs in {"": EPOCHS, "-long": LONG}.items():
        _, score = fit(chapter_start(), data, valid, BATCH, epochs)
        numbers[f"accuracy-chapter-start{name}"] = score


def augment(numbers, data, valid):
    random = Random(42)
    ways = [(REACH, 0), (-REACH, 0), (0, REACH), (0, -REACH)]
    changes = {"clean": lambda xb: xb, "moved": lambda xb: jitter(xb, REACH, random)}
    for name, change in changes.items():
        net, straight = fit(small_start(), data, valid, BATCH, LONG, change)
        scores = [accuracy(net, pushed(valid[0], *way), valid[1]) for way in ways]
        numbers[f"{name}-straight"] = straight
        numbers[f"{name}-pushed"] = sum(scores) / len(scores)
        if name == "clean":
            numbers["clean-vertical"] = sum(scores[:2]) / 2
            numbers["clean-sideways"] = sum(scores[2:]) / 2


def main():
    x, y = table(*load("train"))
    valid = table(*load("t10k"))
    weights, bias = chapter_start()
    predictions = linear1(x, weights, bias)
    right = (predictions > 0) == (y == 1)
    ink = x.mean(0)
    pixel = int(ink.argmax())
    before = mnist_loss(predictions, y)

    def moved(start):
        nudged = start[0].clone()
        nudged[pixel] += NUDGE
        after = mnist_loss(linear1(x, nudged, start[1]), y)
        return (after - mnist_loss(linear1(x, *start), y)).abs()

    quiet, loud = moved(chapter_start()), moved(small_start())

    def toy(*p):
        targets, p = torch.tensor([1, 0, 1]), torch.tensor(p)
        return torch.where(targets == 1, 1 - p, p).mean()

    numbers = {
        "train-count": len(x),
        "valid-count": len(valid[0]),
        "first-prediction": predictions[0, 0],
        "parameters": weights.numel() + bias.numel(),
        "correct-at-start": right.sum(),
        "accuracy-at-start": right.float().mean(),
        "loss-at-start": before,
        "toy-loss": toy(0.9, 0.4, 0.2),
        "toy-loss-better": toy(0.9, 0.4, 0.8),
        "nudged-row": pixel // 28,
        "nudged-column": pixel % 28,
        "never-lit": (ink == 0).sum(),
        "nudge": NUDGE,
        "loss-moved": quiet,
        "loss-moved-small": loud,
        "louder": loud / quiet,
        "awake": (predictions.abs() < AWAKE).float().mean(),
        "awake-small": (linear1(x, *small_start()).abs() < AWAKE).float().mean(),
        "awake-edge": AWAKE,
        "called-3": (predictions > 0).float().mean(),
        "mean-prediction": predictions.mean(),
        "batch-size": BATCH,
        "batches": len(mini_batches(len(x), BATCH, Shuffle(Random(42)))),
        "epochs": EPOCHS,
        "long-epochs": LONG,
        "reach": REACH,
    }
    compare_gradients(numbers, x, y)
    compare_training(numbers, (x, y), valid)
    augment(numbers, (x, y), valid)
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
