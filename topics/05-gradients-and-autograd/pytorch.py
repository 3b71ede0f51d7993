"""Topic 5 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON.
"""

import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report

AT = 3.0
NUDGES = [10 ** (-half / 2) for half in range(17)]
LR = 0.1
STEPS = 60
PER_DIGIT = 128
NUDGE = 0.01
PIECES = 4

# Nothing is trained. A nudged loss is a small difference of two float32 sums, and the
# libraries add in different orders.
TOLERANCES = {"cosine-to-nudged": 1e-5}


# region square
def square(x):
    return x**2


def gradient(at):
    x = torch.tensor(at).requires_grad_()  # watch me
    square(x).backward()  # walk the tape back
    return x.grad  # the slope was left here
# endregion


# region slopes
def one_sided(f, x, nudge):
    """The slope of f at x, found by nudging."""
    return (f(x + nudge) - f(x)) / nudge


def central(f, x, nudge):
    return (f(x + nudge) - f(x - nudge)) / (nudge * 2)
# endregion


def notebook(x):
    y = x + 2
    z = y * y * 3
    return z.mean()


def read_tape():
    # region notebook
    x = torch.ones(2, 2, requires_grad=True)
    y = x + 2  # y.grad_fn: <AddBackward0>
    z = y * y * 3  # z.grad_fn: <MulBackward0>
    out = z.mean()  # out.grad_fn: <MeanBackward0>
    out.backward()  # x.grad: 4.5 everywhere
    # endregion
    chain, node = [], out.grad_fn
    while node is not None:
        chain.append(node.name())
        node = node.next_functions[0][0] if node.next_functions else None
    expected = ["MeanBackward0", "MulBackward0", "MulBackward0", "AddBackward0"]
    assert chain[:4] == expected, chain
    return out.detach(), x.grad


def many_outputs():
    # region vector
    x = torch.tensor([3.0, 4.0, 10.0], requires_grad=True)
    total = (x**2).sum()  # [3] → []
    total.backward()  # x.grad: [6, 8, 20]
    # endregion
    return x.grad, total.detach()


def weigh_outputs():
    # region vjp
    x = torch.tensor([3.0, 4.0, 10.0], requires_grad=True)
    try:
        (x**2).backward()
    except RuntimeError as error:  # no scalar, no gradient
        assert "only for scalar outputs" in str(error)
    (x**2).backward(torch.tensor([1, 0.1, 0.01]))
    # endregion
    return x.grad


def hold_constant():
    # region hold
    x = torch.tensor(3.0, requires_grad=True)
    held = x.detach()  # the same number, off the tape
    (x**2 * held).backward()  # x.grad: 18, not 27
    with torch.no_grad():
        y = x**2  # y.requires_grad: False
    # endregion
    assert not y.requires_grad
    return x.grad


def add_up():
    # region accumulate
    x = torch.tensor(3.0, requires_grad=True)
    sums = []
    for _ in range(3):
        (x**2).backward()  # adds to x.grad
        sums.append(x.grad.item())  # 6, 12, 18
    # endregion
    return sums


# region forgetful
def forgetful_walk():
    """Walks down x² and never calls x.grad.zero_()."""
    x = torch.tensor(AT, requires_grad=True)
    path = [x.item()]
    for _ in range(STEPS):
        square(x).backward()
        with torch.no_grad():
            x -= x.grad * LR
        path.append(x.item())
    return path
# endregion


def sgd_walk(momentum):
    x = torch.tensor(AT, requires_grad=True)
    optimizer = torch.optim.SGD([x], LR, momentum)
    path = [AT]
    for _ in range(STEPS):
        optimizer.zero_grad()
        square(x).backward()
        optimizer.step()
        path.append(x.item())
    return path


def price_weights():
    threes, sevens = load("train")
    pixels = torch.cat([threes[:PER_DIGIT], sevens[:PER_DIGIT]]).view(-1, 784)
    inputs = torch.cat([pixels, torch.ones(2 * PER_DIGIT, 1)], 1)  # [256, 785]
    targets = torch.cat([torch.ones(PER_DIGIT, 1), torch.zeros(PER_DIGIT, 1)])
    torch.manual_seed(42)
    linear = torch.nn.Linear(784, 1)
    start = torch.cat([linear.weight.view(-1, 1), linear.bias.view(1, 1)]).detach()

    def loss(weights):
        p = (inputs @ weights).sigmoid()
        return torch.where(targets == 1, 1 - p, p).mean()

    # region all-weights
    weights = start.clone().requires_grad_()
    loss(weights).backward()  # weights.grad: [785, 1] at once
    with torch.no_grad():
        before = loss(start)
        nudges = torch.eye(len(start)) * NUDGE  # one a row
        after = [loss(start + nudge.view(-1, 1)) for nudge in nudges]
        nudged = (torch.stack(after) - before) / NUDGE
    # endregion
    walked = weights.grad.flatten().double()
    alike = torch.cosine_similarity(walked, nudged.double(), dim=0)
    # region pieces
    weights = start.clone().requires_grad_()
    for xb, yb in zip(inputs.chunk(PIECES), targets.chunk(PIECES)):
        p = (xb @ weights).sigmoid()  # [64, 1]
        share = torch.where(yb == 1, 1 - p, p).mean() / PIECES
        share.backward()  # adds to weights.grad
    # endregion
    assert (weights.grad.flatten() - walked).abs().max() < 1e-6
    return len(start), before, alike


def main():
    secant = lambda nudge: ((AT + nudge) ** 2 - AT**2) / nudge
    slopes = one_sided(square, torch.tensor(AT), torch.tensor(NUDGES))
    errors = (slopes - gradient(AT)).abs()
    best = int(errors.argmin())
    out, slope = read_tape()
    slopes_of_sum, total = many_outputs()
    walk, zeroed = forgetful_walk(), sgd_walk(0)
    assert max(abs(a - b) for a, b in zip(walk, sgd_walk(1))) < 1e-5
    count, loss, alike = price_weights()
    numbers = {
        "value-at-3": square(torch.tensor(AT)),
        "gradient-at-3": gradient(AT),
        "central-1": central(square, torch.tensor(AT), 1),
        "best-nudge": NUDGES[best],
        "best-error": errors[best],
        "smallest-nudge": NUDGES[-1],
        "smallest-slope": slopes[-1],
        "slope-at-millionth": slopes[12],
        "notebook-value": out,
        "notebook-gradient": slope[0, 0],
        "sum-of-squares": total,
        "gradient-of-partly": hold_constant(),
        "walk-steps": STEPS,
        "forgetful-swing": max(abs(x) for x in walk[-STEPS // 2 :]),
        "zeroed-end": abs(zeroed[-1]),
        "weights": count,
        "batch": 2 * PER_DIGIT,
        "pieces": PIECES,
        "piece-size": 2 * PER_DIGIT // PIECES,
        "digit-loss": loss,
        "cosine-to-nudged": alike,
    }
    words = {2: "2", 1: "1", 0.1: "tenth", 0.01: "hundredth", 0.001: "thousandth"}
    for nudge, word in words.items():
        numbers[f"secant-{word}"] = secant(nudge)
    whole = torch.tensor(AT, requires_grad=True)
    (whole**2 * whole).backward()
    numbers["gradient-of-whole"] = whole.grad
    for at, sums in enumerate(zip(slopes_of_sum, weigh_outputs(), add_up())):
        for name, value in zip(("vector-gradient-%d", "vjp-%d", "after-%d-calls"), sums):
            numbers[name % (at + 1)] = value
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
