"""Topic 8 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON.
"""

import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load_table, report

lr = 1.0
BATCH = 256
EPOCHS = 21
PATIENCE = 60
DRAWS = 20
HIDDEN = 30

# Sums of float32 in another order: a mean over 784 slopes of both signs loses five digits, and
# after many steps one or two of 2038 digits may fall on the other side of the fence, of one of
# twenty starts or of several.
SUMS = 5e-5
DIGITS = 1e-3
ORDERS = ("files", "sevens", "shuffled")
TRAININGS = [
    *(f"{name}-{order}" for name in ("all", "never-zeroed") for order in ORDERS),
    "no-bias-files", "no-bias-shuffled", "zeroed-once-files", "tenfold-shuffled",
    "entropy-shuffled", "entropy-pile-files", "tenth-shuffled",
]
TOLERANCES = {
    **{f"{part}-grad-{call}": SUMS for part in ("weights", "bias") for call in (1, 2, 3)},
    **{f"pull-{when}": SUMS for when in ("at-start", "at-turn", "zeros-after-1")},
    "learned-length": SUMS,
    "sound-length": SUMS,
    "start-swing": SUMS,
    "learned-swing": SUMS,
    "orders-gap": 0.1,
    "pile-length": DIGITS,
    "net-shuffled": DIGITS,
    "alone-mean": DIGITS,
    "swapped-mean": DIGITS,
    **{f"patient-{order}-mean": DIGITS for order in ("files", "shuffled")},
    **{f"{digit}-at-turn": DIGITS for digit in ("called-3", "called-7", "right")},
    **{f"{loss}-right-{order}": DIGITS for loss in ("first", "entropy") for order in ORDERS},
    **{name: DIGITS for name in ("all-files", "epoch-1", "epoch-2", "worst-end", "worst-later")},
    "worst-entropy": DIGITS,
    "first-called-3": DIGITS,
    "entropy-called-3": DIGITS,
    **{f"{name}-{what}": DIGITS
       for name in TRAININGS for what in ("mean", "first-mean", "zeros")},
}


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
def init_params(size, std=1.0):
    return (torch.randn(size) * std).requires_grad_()


weights = init_params((28 * 28, 1))
bias = init_params(1)
# endregion


# region predict
def linear1(xb):
    return xb @ weights + bias  # → [n, 1]
# endregion


# region loss
def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(
        targets == 1, 1 - predictions, predictions
    ).mean()
# endregion


# region calc-grad
def calc_grad(xb, yb, model):
    preds = model(xb)  # 2 predict
    loss = mnist_loss(preds, yb)  # 3 loss
    loss.backward()  # 4 gradient
# endregion


# region train-epoch
def train_epoch(model, lr, params):
    for xb, yb in dl:  # 6 repeat
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr  # 5 step
            p.grad.zero_()  # and forget
# endregion


# region train-model
def train_model(model, lr, params, epochs):
    accs = []
    for i in range(epochs):  # 7 stop
        train_epoch(model, lr, params)
        accs.append(validate_epoch(model))
    return accs
# endregion


def validate_epoch(model):
    """The chapter's average: over batches, to 4 decimals."""
    accs = [((model(xb) > 0) == (yb == 1)).float().mean() for xb, yb in valid_dl]
    return round(torch.stack(accs).mean().item(), 4)


# region by-hand
def backward_by_hand(xb, yb):
    p = linear1(xb).sigmoid()  # [n, 1]
    pull = p * (1 - p)  # in doubt: 1/4, sure: 0
    side = 1 - 2 * yb  # -1 for a 3, +1 for a 7
    return xb.T @ (side * pull) / len(xb)  # [784, 1]
# endregion


# region simple-net
def simple_net(xb):
    res = xb @ w1 + b1
    res = res.max(torch.tensor(0.0))
    return res @ w2 + b2
# endregion


# What PyTorch answers to a loss without slopes: article.md and deck.md quote it.
REFUSAL = "element 0 of tensors does not require grad and does not have a grad_fn"


def accuracy_as_loss(xb, yb):
    """The words with which PyTorch refuses."""
    accuracy = ((linear1(xb) > 0) == (yb == 1)).float().mean()
    try:
        accuracy.backward()
    except RuntimeError as error:
        return str(error)


def as_the_chapter(numbers, x, y):
    """The notebook's cells in their order, and then its next model in the same loop."""
    global weights, bias, dl, w1, b1, w2, b2
    dl = in_order(x, y)
    chapter_stream(42)
    weights, bias = init_params((28 * 28, 1)), init_params(1)
    start = weights.detach().clone()
    assert accuracy_as_loss(x[:4], y[:4]) == REFUSAL
    numbers["weights-length"] = start.norm()
    numbers["first-loss"] = mnist_loss(linear1(x[:4]), y[:4]).item()
    for call in (1, 2, 3):
        calc_grad(x[:4], y[:4], linear1)
        numbers[f"weights-grad-{call}"] = weights.grad.mean()
        numbers[f"bias-grad-{call}"] = bias.grad.mean()
    found = torch.autograd.grad(mnist_loss(linear1(x), y), weights)[0]
    assert (backward_by_hand(x, y) - found).abs().max() < 1e-6
    weights.grad.zero_(), bias.grad.zero_()
    numbers["before"] = validate_epoch(linear1)
    accs = train_model(linear1, lr, (weights, bias), EPOCHS)
    numbers["epoch-1"], numbers["epoch-2"], numbers["all-files"] = accs[0], accs[1], accs[-1]
    numbers["learned-length"] = (weights.detach() - start).norm()
    torch.manual_seed(42)
    w1 = (torch.randn(784, HIDDEN) / 784**0.5).requires_grad_()
    w2 = (torch.randn(HIDDEN, 1) / HIDDEN**0.5).requires_grad_()
    b1, b2 = torch.zeros(HIDDEN).requires_grad_(), torch.zeros(1).requires_grad_()
    dl = Shuffled(x, y)
    net = w1, b1, w2, b2
    numbers["net-shuffled"] = train_model(simple_net, lr, net, EPOCHS)[-1]
    numbers["net-parameters"] = sum(p.numel() for p in net)


def assert_momentum(x, y):
    """Never zeroing is SGD with momentum 1: to the last bit, for an epoch."""
    chapter_stream(42)
    one = init_params((28 * 28, 1)), init_params(1)
    two = [p.detach().clone().requires_grad_() for p in one]
    opt = torch.optim.SGD(one, lr=lr, momentum=1.0)
    for xb, yb in Shuffled(x, y):
        opt.zero_grad()
        mnist_loss(xb @ one[0] + one[1], yb).backward()
        opt.step()
        mnist_loss(xb @ two[0] + two[1], yb).backward()
        for p in two:
            p.data -= p.grad * lr
    assert torch.equal(one[0], two[0])


def in_order(x, y):
    return list(zip(x.split(BATCH), y.split(BATCH)))


def starts(scale=1):
    """Twenty random starts, and zeros: [784, 21] and [21]."""
    draws = []
    for seed in range(42, 42 + DRAWS):
        chapter_stream(seed)
        draws.append((torch.randn(784, 1), torch.randn(1)))
    ws = [w for w, _ in draws] + [torch.zeros(784, 1)]
    bs = [b for _, b in draws] + [torch.zeros(1)]
    return scale * torch.cat(ws, 1), scale * torch.cat(bs)


def summed(loss):
    """The mean over digits of each start, added up over the starts."""
    return lambda z, yb: loss(z, yb.expand_as(z)) * z.shape[1]


def train_draws(batches, epochs=EPOCHS, loss=mnist_loss, lr=lr, keep=False, zero_at=None,
                use_bias=True, scale=1, watch=None):
    """Accuracies of all starts, epoch by epoch; their weights and bias after EPOCHS."""
    w, b = (p.requires_grad_() for p in starts(scale))
    rows, seen, kept = [accuracies(w, b * use_bias)], 0, None
    for epoch in range(epochs):
        for xb, yb in batches:
            summed(loss)(xb @ w + b * use_bias, yb).backward()
            seen += 1
            for p in (w, b):
                p.data -= p.grad * lr
                if not keep or seen == zero_at:
                    p.grad.zero_()
            if watch is not None:
                watch.append(glance(w, b))
        rows.append(accuracies(w, b * use_bias))
        if epoch + 1 == min(epochs, EPOCHS):
            kept = w.detach().clone(), b.detach().clone()
    return rows, kept


def accuracies(w, b):
    """The chapter's average, to 4 decimals, of each start."""
    with torch.no_grad():
        accs = [((xb @ w + b > 0) == (yb == 1)).float().mean(0) for xb, yb in valid_dl]
    return (torch.stack(accs).mean(0).double() * 1e4).round() / 1e4


def glance(w, b):
    with torch.no_grad():
        z = vx @ w + b
        p = z.sigmoid()
        right = ((z > 0) == (vy == 1)).double().mean(0)
        return right, (z > 0).double().mean(0), 4 * (p * (1 - p)).mean(0)


def from_many_starts(numbers, x, y):
    threes = int(y.sum())
    turn = numbers["turn"] = -(-threes // BATCH)
    turn7 = -(-(len(x) - threes) // BATCH)
    files = in_order(x, y)
    sevens = in_order(torch.cat([x[threes:], x[:threes]]), torch.cat([y[threes:], y[:threes]]))
    numbers["batches"], numbers["batches-after-turn"] = len(files), len(files) - turn
    other = {"loss": F.binary_cross_entropy_with_logits, "lr": lr / 2}
    plans = {
        "all-files": (files, {"epochs": PATIENCE}),
        "all-sevens": (sevens, {}),
        "all-shuffled": (Shuffled(x, y), {"epochs": PATIENCE}),
        "no-bias-files": (files, {"use_bias": False}),
        "no-bias-shuffled": (Shuffled(x, y), {"use_bias": False}),
        "never-zeroed-files": (files, {"keep": True}),
        "never-zeroed-sevens": (sevens, {"keep": True}),
        "never-zeroed-shuffled": (Shuffled(x, y), {"keep": True}),
        "zeroed-once-files": (files, {"keep": True, "zero_at": turn}),
        "tenfold-shuffled": (Shuffled(x, y), {"lr": 10 * lr}),
        "entropy-shuffled": (Shuffled(x, y), other),
        "entropy-pile-files": (files, {**other, "keep": True}),
        "tenth-shuffled": (Shuffled(x, y), {"scale": 0.1}),
    }
    seen = {name: train_draws(batches, **plan) for name, (batches, plan) in plans.items()}
    for name, (rows, _) in seen.items():
        numbers[f"{name}-mean"] = rows[EPOCHS][:-1].mean()
        numbers[f"{name}-first-mean"] = rows[1][:-1].mean()
        numbers[f"{name}-zeros"] = rows[EPOCHS][-1]
    compare_starts(numbers, seen)
    watch_first_epochs(numbers, {"files": files, "sevens": sevens}, other, (turn, turn7))


def compare_starts(numbers, seen):
    ends = {name: rows[EPOCHS][:-1] for name, (rows, _) in seen.items()}
    firsts = {name: rows[1][:-1] for name, (rows, _) in seen.items()}
    later = {order: seen[f"all-{order}"][0][PATIENCE][:-1] for order in ("files", "shuffled")}
    mixed, never = ends["all-shuffled"], ends["never-zeroed-shuffled"]
    worst = int(mixed.argmin())
    numbers["zeros-lead"] = (mixed < seen["all-shuffled"][0][EPOCHS][-1]).sum()
    numbers["patience-gains"] = (later["files"] > ends["all-files"]).sum()
    for order, values in later.items():
        numbers[f"patient-{order}-mean"] = values.mean()
    numbers["stuck"] = (mixed < 0.6).sum()
    for name in ("entropy", "tenfold", "tenth"):
        numbers[f"stuck-{name}"] = (ends[f"{name}-shuffled"] < 0.6).sum()
    numbers["worst-seed"], numbers["worst-end"] = 42 + worst, mixed[worst]
    numbers["worst-later"] = later["shuffled"][worst]
    numbers["worst-entropy"] = ends["entropy-shuffled"][worst]
    numbers["forgetful-ahead"] = (
        firsts["never-zeroed-shuffled"] > firsts["all-shuffled"]).sum()
    numbers["forgetful-behind"] = (mixed > never).sum()
    (w, b), (w0, b0) = seen["all-shuffled"][1], starts()
    numbers["alone-mean"] = accuracies(w - w0, b - b0)[:-1].mean()
    others = [(start + 1) % DRAWS for start in range(DRAWS)] + [DRAWS]
    swapped = accuracies(w - w0 + w0[:, others], b - b0 + b0[others])[:-1]
    numbers["swapped-mean"] = swapped.mean()
    numbers["swapped-worse"] = (swapped < mixed).sum()
    numbers["alone-worse"] = (accuracies(w - w0, b - b0)[:-1] < mixed).sum()
    numbers["sound-length"] = w.norm(dim=0)[:-1].mean()
    x0, found = vx @ w0, vx @ (w - w0)
    numbers["start-swing"] = x0.std(0, correction=0)[:-1].mean()
    numbers["learned-swing"] = found.std(0, correction=0)[:-1].mean()
    numbers["bias-limit"] = 0.3
    gaps = [(ends[f"all-{order}"] - ends[f"no-bias-{order}"]).abs()
            for order in ("files", "shuffled")]
    numbers["bias-idle"] = (torch.stack(gaps).amax(0) < 0.003).sum()
    numbers["orders-gap"] = (ends["all-files"] - mixed).abs().max()
    pile = seen["never-zeroed-shuffled"][1][0]
    numbers["pile-length"] = pile.norm(dim=0)[:-1].mean()


def watch_first_epochs(numbers, orders, other, turns):
    for name, plan in {"first": {}, "entropy": other}.items():
        for order, batches in orders.items():
            watch = [glance(*starts())]
            train_draws(batches, epochs=1, watch=watch, **plan)
            right, called3, _ = watch[-1]
            numbers[f"{name}-right-{order}"] = right[:-1].mean()
            of_zeros = "zeros" if name == "first" else "zeros-entropy"
            numbers[f"{of_zeros}-called-3" + ("" if order == "files" else "-sevens")] = called3[-1]
            if order == "files":
                numbers[f"{name}-called-3"] = called3[:-1].mean()
            if name == "entropy":
                continue
            if order == "sevens":
                numbers["called-7-at-turn"] = 1 - watch[turns[1]][1][:-1].mean()
                continue
            right, called3, pull = watch[turns[0]]
            numbers["called-3-at-turn"] = called3[:-1].mean()
            numbers["right-at-turn"] = right[:-1].mean()
            numbers["pull-at-turn"] = pull[:-1].mean()
            numbers["pull-at-start"] = watch[0][2][:-1].mean()
            numbers["pull-zeros-after-1"] = watch[1][2][-1]


def pixel_baseline(x, y):
    mean3, mean7 = x[y[:, 0] == 1].mean(0), x[y[:, 0] == 0].mean(0)
    nearer3 = (vx - mean3).abs().mean(1) < (vx - mean7).abs().mean(1)
    return (nearer3 == (vy[:, 0] == 1)).double().mean()


def main():
    global vx, vy, valid_dl
    x, y = load_table("train")
    vx, vy = load_table("t10k")
    valid_dl = in_order(vx, vy)
    numbers = {
        "parameters": 785,
        "all-3-by-batch": validate_epoch(lambda xb: torch.ones(len(xb), 1)),
        "all-3-by-digit": (vy == 1).double().mean(),
        "valid-count": len(vx),
        "valid-batches": len(valid_dl),
        "last-batch": len(valid_dl[-1][0]),
        "epochs": EPOCHS,
        "patience": PATIENCE,
        "draws": DRAWS,
        "pixel-baseline": pixel_baseline(x, y),
        "dark-pixels": (x.amax(0) == 0).sum(),
    }
    as_the_chapter(numbers, x, y)
    assert_momentum(x, y)
    from_many_starts(numbers, x, y)
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
