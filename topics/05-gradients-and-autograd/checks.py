"""What pytorch.py measures and checks beside the lines that the article shows."""

import torch
from torch import tensor

NUDGES = [10 ** (-half / 2) for half in range(17)]
PLACES = [(at + 10) / 10 for at in range(31)]
DIRECTIONS = 100
SHORT, LONG = 0.1, 10

# The article quotes these.
SAYS = {
    "vector": "grad can be implicitly created only for scalar outputs",
    "leaf": "a leaf Variable that requires grad is being used in an in-place operation.",
    "twice": "Trying to backward through the graph a second time",
    "changed": "one of the variables needed for gradient computation has been modified by "
    "an inplace operation",
}


def check_words(name, action):
    """Stops unless `action` fails with the words of SAYS."""
    try:
        action()
    except RuntimeError as error:
        assert SAYS[name] in str(error), error
    else:
        raise AssertionError(f"no error where the article quotes one: {name}")


def nudge_cubes(one_sided, central):
    """Mean relative error of the slope of x³, and which nudge does best, each way."""
    cube, best = lambda x: x * x * x, {}
    for precision, suffix in ((torch.float32, ""), (torch.float64, "-double")):
        x = tensor(PLACES, dtype=precision)[:, None]  # [31, 1]
        nudges = tensor(NUDGES, dtype=precision)  # [17]
        truth = 3 * tensor(PLACES, dtype=torch.float64)[:, None] ** 2
        for name, way in (("one-sided", one_sided), ("central", central)):
            misses = ((way(cube, x, nudges).double() - truth).abs() / truth).mean(0)
            at = int(misses.argmin())
            best[f"best-nudge-{name}{suffix}"] = NUDGES[at]
            best[f"best-error-{name}{suffix}"] = misses[at]
            if name == "central" and not suffix:
                best["central-miss-at-1"] = misses[0]
    return best


def swing(path):
    """How far out the second half of a walk still gets."""
    return max(abs(x) for x in path[-(len(path) - 1) // 2 :])


def sgd_walk(momentum, start, lr, steps):
    x = tensor(start).requires_grad_()
    optimizer = torch.optim.SGD([x], lr, momentum)
    path = [start]
    for _ in range(steps):
        optimizer.zero_grad()
        (x**2).backward()
        optimizer.step()
        path.append(x.item())
    return path


def start_of(seed):
    """What nn.Linear(784, 1) begins with, bias last: [785, 1]."""
    torch.manual_seed(seed)
    linear = torch.nn.Linear(784, 1)
    return torch.cat([linear.weight.view(-1, 1), linear.bias.view(1, 1)]).detach()


def try_directions(losses, seeds):
    """Random ways of one length from every start, beside the way against the gradient."""
    down, best, every = [], [], []
    for seed in seeds:
        start = start_of(seed)
        around = torch.randn(785, DIRECTIONS)
        around /= around.norm(dim=0)
        weights = start.clone().requires_grad_()
        losses(weights).sum().backward()
        way = -weights.grad / weights.grad.norm()
        change = lambda ways: losses(start + SHORT * ways) - losses(start)
        down.append(change(way).item())
        best.append(change(around).min().item())
        every += change(around).tolist()
    return {
        "first-change-down": down[0],
        "best-random": min(best),
        "times-steeper": sum(down) / sum(best),
        "directions": len(every),
        "starts": len(down),
        "short-step": SHORT,
        "long-step": LONG,
    }
