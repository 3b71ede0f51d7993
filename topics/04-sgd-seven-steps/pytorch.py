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
SCALE, TRAIN_LR, TRAIN_STEPS, NUDGE, FLAT = 0.1, 1.0, 200, 0.001, 4
TENFOLD = 10.0  # the rate for weights ten times as large

# Both sides add floats in another order, and errors of rounding grow while a model trains; a
# digit on the very border may change sides.
TOLERANCES = {
    "loss-after": 1e-4,
    "mistakes-after": 0.03,
    "mistakes-scale-1": 0.03,
    "mistakes-zeros": 0.03,
    "mistakes-entropy": 0.03,
    "mistakes-entropy-tenfold": 0.1,  # so long a step is restless
    "mistakes-tenfold": 0.03,
    "nudges-counted": 0.03,
    "accuracy-after": 1e-3,
}


# region descend
def descend(lr, steps):
    x = torch.tensor(START, requires_grad=True)  # 1 initialize
    for _ in range(steps):  # 6 repeat, 7 stop after so many
        prediction = x  # 2 predict: here the weight itself
        loss = prediction**2  # 3 loss
        loss.backward()  # 4 gradient, left in x.grad
        x.data -= lr * x.grad  # 5 step
        x.grad = None
        yield x.item()
# endregion


def path_of(lr, steps):
    """x before the first step and after each."""
    return [START, *descend(lr, steps)]


def steps_needed(lr):
    """Steps until the loss is under that of a hundredth of the start."""
    path = path_of(lr, 300)
    return next(step for step, x in enumerate(path) if x * x < (0.01 * START) ** 2)


def draw(images, size):
    """Digits for one batch, each drawn anew from the whole set."""
    return images[(torch.rand(size).double() * len(images)).long()]


# region batch-step
def batch_step(ideal, batch, lr):
    ideal = ideal.clone().requires_grad_()  # [28, 28]
    loss = ((batch - ideal) ** 2).mean(0).sum()  # → []
    loss.backward()
    return (ideal - lr * ideal.grad).detach()  # [28, 28]
# endregion


# region as-linear
def as_linear(mean3, mean7, scale):
    weights = 2 * scale * (mean3 - mean7)  # [28, 28]
    bias = scale * ((mean7**2).sum() - (mean3**2).sum())
    return weights.reshape(784, 1), bias
# endregion


# region on-digits
def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

def learn(xs, ys, weights, bias, loss_of, lr):  # 1 is as_linear
    for _ in range(TRAIN_STEPS):  # 6 repeat, 7 stop
        scores = xs @ weights + bias  # 2 predict, → [12396, 1]
        loss = loss_of(scores, ys)  # 3 loss
        loss.backward()  # 4 gradient
        for p in (weights, bias):
            p.data -= p.grad * lr  # 5 step
            p.grad = None
        yield loss.item()
# endregion


def walk_on_square(numbers):
    for name, lr in RATES.items():
        path = path_of(lr, 20)
        for step in (1, 2, 3, 10, 20):
            numbers[f"{name}-after-{step}"] = path[step]
        numbers[f"{name}-rate"] = lr
        numbers[f"{name}-multiplier"] = path[1] / START
        if name in ("slow", "good", "bouncing", "one-step"):
            numbers[f"{name}-steps"] = steps_needed(lr)
    x = torch.tensor(START, requires_grad=True)
    (x**2).backward()
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
    means = train[0].mean(0), train[1].mean(0)
    xs, ys = (torch.cat(train).reshape(-1, 784), targets(train))
    valid_xs, valid_ys = (torch.cat(valid).reshape(-1, 784), targets(valid))

    def mistakes(weights, bias):
        scores = valid_xs @ weights + bias
        return ((scores > 0) != (valid_ys > 0)).sum().item()

    def train_from(weights, bias, loss_of=mnist_loss, lr=TRAIN_LR):
        weights, bias = weights.clone().requires_grad_(), bias.clone().requires_grad_()
        missed, losses = [mistakes(weights, bias)], []
        for loss in learn(xs, ys, weights, bias, loss_of, lr):
            losses.append(loss)
            missed.append(mistakes(weights, bias))
        return missed, losses

    weights, bias = as_linear(*means, SCALE)
    scores = valid_xs @ weights + bias
    nudged = ((scores + valid_xs * NUDGE > 0) != (valid_ys > 0)).sum(0)  # [784]
    asked = weights.clone().requires_grad_()
    mnist_loss(valid_xs @ asked + bias, valid_ys).backward()
    numbers["nudge"], numbers["flat"] = NUDGE, FLAT
    numbers["flat-scaled"] = (scores.abs() > FLAT).float().mean()
    numbers["flat-plain"] = ((scores / SCALE).abs() > FLAT).float().mean()
    numbers["nudges-counted"] = (nudged != mistakes(weights, bias)).sum()
    numbers["nudges-in-loss"] = (asked.grad != 0).sum()
    own = [batch_step(mean, set, 0.5) for mean, set in zip(means, train)]
    numbers["mistakes-own-loss"] = mistakes(*as_linear(*own, SCALE))

    missed, losses = train_from(weights, bias)
    count = len(valid_ys)
    numbers["valid-count"], numbers["train-steps"] = count, TRAIN_STEPS
    numbers["mistakes-before"], numbers["mistakes-after"] = missed[0], missed[-1]
    numbers["mistakes-scale-1"] = train_from(*as_linear(*means, 1.0))[0][-1]
    small, large = as_linear(*means, SCALE), as_linear(*means, 1.0)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    numbers["tenfold-rate"] = TENFOLD
    numbers["mistakes-tenfold"] = train_from(*large, lr=TENFOLD)[0][-1]
    numbers["mistakes-entropy"] = train_from(*small, entropy)[0][-1]
    numbers["mistakes-entropy-tenfold"] = train_from(*large, entropy, TENFOLD)[0][-1]
    # The article's other change: weights that move freely. Tied to two pictures, as far a step:
    assert 40 <= train_ideals(means, xs, ys, mistakes) <= 50
    zeros = torch.zeros(784, 1), torch.zeros(())
    numbers["mistakes-zeros"] = train_from(*zeros)[0][-1]
    numbers["accuracy-before"] = 1 - missed[0] / count
    numbers["accuracy-after"] = 1 - missed[-1] / count
    numbers["loss-before"], numbers["loss-after"] = losses[0], losses[-1]


def train_ideals(means, xs, ys, mistakes):
    """Mistakes once both averages, not the weights, were moved by the chapter's loss."""
    ideals = [mean.clone().requires_grad_() for mean in means]
    for _ in range(TRAIN_STEPS):
        weights, bias = as_linear(*ideals, SCALE)
        mnist_loss(xs @ weights + bias, ys).backward()
        for ideal in ideals:
            # A weight is 2 · SCALE · (a − b): moving both moves it by 2 · (2 · SCALE)² of a step.
            ideal.data -= ideal.grad * TRAIN_LR / (2 * (2 * SCALE) ** 2)
            ideal.grad = None
    return mistakes(*as_linear(*[ideal.detach() for ideal in ideals], SCALE))


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
