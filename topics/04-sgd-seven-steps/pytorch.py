"""Topic 4 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON;
`--tolerances` prints how far each may be from the record, relative, where it is not 1e-6.
"""

import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report

START = -1.5
RATES = {"slow": 0.01, "good": 0.1, "one-step": 0.5, "bouncing": 0.9, "edge": 1.0, "diverging": 1.1}
BATCH, STEPS, SETTLED = 16, 600, 300
SCALE, TRAIN_LR, TRAIN_STEPS = 0.1, 1.0, 100

# Both sides add floats in another order, and errors of rounding grow while a model trains; a
# digit on the very border may change sides.
TOLERANCES = {
    "loss-after": 1e-4,
    "mistakes-after": 0.03,
    "accuracy-after": 1e-3,
}


# region quadratic
def f(x):
    """The loss of x: how far it is from 0, squared."""
    return x**2
# endregion


# region descend
def descend(lr, most, enough=0.0):
    """Every x that gradient descent visits on its way down x²."""
    x = torch.tensor(START, requires_grad=True)  # 1 initialize
    path = [START]
    while len(path) <= most:
        loss = f(x)  # 2 predict, 3 loss
        if loss.item() < enough:
            break  # 7 stop
        loss.backward()  # 4 gradient
        x.data -= x.grad * lr  # 5 step
        x.grad = None
        path.append(x.item())
    return path  # the loop: 6 repeat
# endregion


def draw(images, size):
    """Digits for one batch, each drawn anew from the whole set."""
    return images[(torch.rand(size).double() * len(images)).long()]


# region batch-step
def batch_step(ideal, batch, lr):
    """Moves an ideal digit one step towards the digits of a batch."""
    ideal = ideal.clone().requires_grad_()
    ((batch - ideal) ** 2).mean(0).sum().backward()
    return (ideal - ideal.grad * lr).detach()  # [28, 28]
# endregion


# region as-linear
def as_linear(mean3, mean7):
    """Pixel similarity under squares, written as weights and a bias."""
    weights = ((mean3 - mean7) * 2 * SCALE).reshape(784, 1)
    bias = ((mean7**2).sum() - (mean3**2).sum()) * SCALE
    return weights.requires_grad_(), bias.requires_grad_()
# endregion


def mnist_loss(predictions, targets):
    """The chapter's loss."""
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()


def walk_on_square(numbers):
    for name, lr in RATES.items():
        path = descend(lr, 20)
        for step in (1, 2, 3, 10, 20):
            numbers[f"{name}-after-{step}"] = path[step]
        numbers[f"{name}-rate"] = lr
        numbers[f"{name}-multiplier"] = path[1] / START
        if name in ("slow", "good", "bouncing", "one-step"):
            numbers[f"{name}-steps"] = len(descend(lr, 300, (0.01 * START) ** 2)) - 1
    x = torch.tensor(START, requires_grad=True)
    f(x).backward()
    numbers["start"], numbers["first-gradient"] = START, x.grad


def follow_batches(numbers, threes, mean3):
    spread = ((threes - mean3) ** 2).mean()
    for name, lr in {"fast": 0.5, "good": 0.1, "slow": 0.01}.items():
        torch.manual_seed(42)  # the same batches for each rate
        ideal, errors = torch.zeros(28, 28), []
        for _ in range(STEPS):
            ideal = batch_step(ideal, draw(threes, BATCH), lr)
            errors.append(((ideal - mean3) ** 2).mean().item())
        numbers[f"{name}-memory"] = spread / np.mean(errors[-SETTLED:])
        numbers[f"{name}-theory"] = BATCH * (1 - lr) / lr
    numbers["batch-size"], numbers["batch-steps"] = BATCH, STEPS
    numbers["digits-seen"] = BATCH * STEPS


def give_it_the_steps(numbers, train, valid):
    weights, bias = as_linear(train[0].mean(0), train[1].mean(0))
    xs, ys = (torch.cat(train).reshape(-1, 784), targets(train))
    valid_xs, valid_ys = (torch.cat(valid).reshape(-1, 784), targets(valid))

    def model(x):
        return x @ weights + bias

    def mistakes():
        return ((model(valid_xs) > 0) != (valid_ys > 0)).sum().item()

    missed, losses = [mistakes()], []
    for _ in range(TRAIN_STEPS):
        loss = mnist_loss(model(xs), ys)
        loss.backward()
        for p in (weights, bias):
            p.data -= p.grad * TRAIN_LR
            p.grad = None
        losses.append(loss.item())
        missed.append(mistakes())
    count = len(valid_ys)
    numbers["valid-count"], numbers["train-steps"] = count, TRAIN_STEPS
    numbers["mistakes-before"], numbers["mistakes-after"] = missed[0], missed[-1]
    numbers["accuracy-before"] = 1 - missed[0] / count
    numbers["accuracy-after"] = 1 - missed[-1] / count
    numbers["loss-before"], numbers["loss-after"] = losses[0], losses[-1]


def targets(pair):
    """1 for each three, 0 for each seven: [count, 1]."""
    threes, sevens = pair
    return torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])


def main():
    numbers = {}
    walk_on_square(numbers)
    train, valid = load("train"), load("t10k")
    follow_batches(numbers, train[0], train[0].mean(0))
    give_it_the_steps(numbers, train, valid)
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
