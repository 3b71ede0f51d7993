"""Topic 5 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON, and stops
where PyTorch says or does anything else than the article quotes.
"""

import sys
from pathlib import Path

import torch
from torch import tensor

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report
from checks import check_words, nudge_cubes, sgd_walk, start_of, swing, try_directions

SEED = 42
AT = 3.0
LR = 0.1
STEPS = 60
PER_DIGIT = 128
NUDGE = 0.01
PIECES = 4
STARTS = 20

# Nothing is rounded alike where two libraries add float32 in different orders. A nudged loss is
# a small difference of two such sums, so its grain of 6e-8 is divided by the nudge.
TOLERANCES = {
    "nudging-misses-first": 0.1,
    "first-change-down": 1e-5,
    "best-random": 1e-4,
    "times-steeper": 1e-4,
}

def square(x):
    return x**2


def chapter():
    # region square
    def f(x): return x**2
    xt = tensor(3.).requires_grad_()  # watch me
    yt = f(xt)  # tensor(9., grad_fn=<PowBackward0>)
    yt.backward()  # walk back
    xt.grad  # tensor(6.)
    # endregion
    assert repr(yt) == "tensor(9., grad_fn=<PowBackward0>)", yt
    check_words("twice", yt.backward)
    return xt.grad


# region slopes
def one_sided(f, x, nudge):
    """The slope of f at x, found by nudging."""
    return (f(x + nudge) - f(x)) / nudge


def central(f, x, nudge):
    return (f(x + nudge) - f(x - nudge)) / (nudge * 2)
# endregion


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
    half = torch.ones(2, 2, requires_grad=True)
    y = half + 2
    (y * y.detach() * 3).mean().backward()  # one of the two uses
    return out.detach(), x.grad[0, 0], half.grad[0, 0]


def many_outputs():
    # region vector
    x = tensor([3., 4., 10.]).requires_grad_()
    total = (x**2).sum()  # [3] → []
    total.backward()  # x.grad: [6, 8, 20]
    # endregion
    return x.grad, total.detach()


def weigh_outputs():
    # region vjp
    x = tensor([3., 4., 10.]).requires_grad_()
    y = x**2  # three outputs; a bare y.backward() is an error
    y.backward(tensor([1, 0.1, 0.01]))  # how much each counts
    x.grad  # tensor([6.0000, 0.8000, 0.2000])
    # endregion
    check_words("vector", lambda: (x**2).backward())
    return x.grad


def hold_constant():
    # region hold
    x = tensor(3.).requires_grad_()
    held = x.detach()  # the same number, off the tape
    (x**2 * held).backward()  # x.grad: 18, not 27
    with torch.no_grad():
        y = x**2  # y.requires_grad: False
    # endregion
    assert not y.requires_grad
    return x.grad


def change_weights():
    # region step
    w = tensor(3.).requires_grad_()
    (w**2).backward()
    with torch.no_grad():
        w -= 0.1 * w.grad  # in place, and off the tape
    w.grad.zero_()  # in place as well: so says the underscore
    # endregion
    assert abs(w.item() - 2.4) < 1e-6 and w.grad == 0 and w.is_leaf
    check_words("leaf", lambda: w.sub_(0.1))
    # region data
    x = tensor(3.).requires_grad_()
    y = x.exp()  # e³, which its own slope needs again
    y.data.zero_()  # changed behind autograd's back
    y.backward()
    x.grad  # tensor(0.), and no error: it should be e³
    # endregion
    assert x.grad == 0
    y = x.exp()
    with torch.no_grad():
        y.zero_()
    check_words("changed", y.backward)


def add_up():
    # region accumulate
    x = tensor(3.).requires_grad_()
    sums = []
    for _ in range(3):
        (x**2).backward()  # adds to x.grad
        sums.append(x.grad.item())  # 6, 12, 18
    # endregion
    return sums


# region forgetful
def forgetful_walk():
    """Walks down x² and never calls x.grad.zero_()."""
    x = tensor(3.).requires_grad_()
    path = [x.item()]
    for _ in range(STEPS):
        (x**2).backward()
        with torch.no_grad():
            x -= x.grad * LR
        path.append(x.item())
    return path
# endregion


def price_weights():
    threes, sevens = load("train")
    pixels = torch.cat([threes[:PER_DIGIT], sevens[:PER_DIGIT]]).view(-1, 784)
    inputs = torch.cat([pixels, torch.ones(2 * PER_DIGIT, 1)], 1)  # [256, 785]
    targets = torch.cat([torch.ones(PER_DIGIT, 1), torch.zeros(PER_DIGIT, 1)])
    start = start_of(SEED)

    def loss(weights, inputs=inputs, targets=targets):
        p = (inputs @ weights).sigmoid()
        return torch.where(targets == 1, 1 - p, p).mean(0)  # one a column

    # region all-weights
    weights = start.clone().requires_grad_()
    loss(weights).backward()  # weights.grad: [785, 1] at once
    with torch.no_grad():
        before = loss(start)
        nudges = torch.eye(len(start)) * NUDGE  # one a row
        after = [loss(start + nudge.view(-1, 1)) for nudge in nudges]
        nudged = (torch.stack(after) - before) / NUDGE
    # endregion
    walked = weights.grad.clone()
    exact = start.double().requires_grad_()
    loss(exact, inputs.double(), targets.double()).backward()
    miss = lambda found: (found.double() - exact.grad).norm() / exact.grad.norm()
    assert miss(walked) < 1e-6
    # region pieces
    weights = start.clone().requires_grad_()
    for xb, yb in zip(inputs.chunk(PIECES), targets.chunk(PIECES)):
        share = loss(weights, xb, yb) / PIECES  # 64 of 256 digits
        share.backward()  # adds to weights.grad
    # endregion
    assert (weights.grad - walked).abs().max() < 1e-6
    return {
        "weights": len(start),
        "digit-loss": before,
        "nudging-misses-first": miss(nudged),
        "batch": 2 * PER_DIGIT,
        "pieces": PIECES,
        "piece-size": 2 * PER_DIGIT // PIECES,
    } | try_directions(loss, range(SEED, SEED + STARTS))


def main():
    secant = lambda nudge: ((AT + nudge) ** 2 - AT**2) / nudge
    say = lambda way, nudge: way(square, tensor(AT), tensor(nudge))
    out, slope, half = read_tape()
    slopes_of_sum, total = many_outputs()
    walk = forgetful_walk()
    walk_with = lambda momentum: sgd_walk(momentum, AT, LR, STEPS)
    assert max(abs(a - b) for a, b in zip(walk, walk_with(1))) < 1e-5
    change_weights()
    kinks = [tensor(0.).requires_grad_() for _ in range(2)]
    (kinks[0].abs() + kinks[1].relu()).backward()
    assert kinks[0].grad == 0  # TensorFlow.js says otherwise
    whole = tensor(AT).requires_grad_()
    (whole**2 * whole).backward()
    numbers = nudge_cubes(one_sided, central) | {
        "value-at-3": square(tensor(AT)),
        "gradient-at-3": chapter(),
        "central-1": say(central, 1.0),
        "slope-at-millionth": say(one_sided, 1e-6),
        "smallest-slope": say(one_sided, 1e-8),
        "secant-from-left": secant(-0.001),
        "notebook-value": out,
        "notebook-gradient": slope,
        "gradient-of-one-use": half,
        "sum-of-squares": total,
        "gradient-of-whole": whole.grad,
        "gradient-of-partly": hold_constant(),
        "walk-steps": STEPS,
        "forgetful-swing": swing(walk),
        "damped-swing": swing(walk_with(0.9)),
        "zeroed-end": abs(walk_with(0)[-1]),
        "relu-tape": kinks[1].grad,
    }
    words = {3: "3", 1: "1", 0.1: "tenth", 0.01: "hundredth", 0.001: "thousandth"}
    for nudge, word in words.items():
        numbers[f"secant-{word}"] = secant(nudge)
    for at, sums in enumerate(zip(slopes_of_sum, weigh_outputs(), add_up())):
        for name, value in zip(("vector-gradient-%d", "vjp-%d", "after-%d-calls"), sums):
            numbers[name % (at + 1)] = value
    return numbers | price_weights()


if __name__ == "__main__":
    report(main, TOLERANCES)
