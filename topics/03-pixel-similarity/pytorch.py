"""Topic 3 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON. With `--ten`
it asks all ten digits, with `--show` it draws the panels, where fastai is installed.
"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, load_bytes, report
from checks import ask_every_pair, neighbours, redraw_medians

# Relative deviations allowed beyond 1e-6: this mean is what is left when +44 and -43 cancel.
TOLERANCES = {"signed-to-3": 1e-5}


# region distances
def l1(images, ideal):
    return (images - ideal).abs().mean((-2, -1))

def rmse(images, ideal):
    return ((images - ideal) ** 2).mean((-2, -1)).sqrt()
# endregion


def signed(images, ideal):
    """The signed difference, averaged: plausible, and useless."""
    return (images - ideal).mean((-2, -1)).abs()


# region exchanged
def evened(images, ideal):  # L1 with the head start of squares
    return l1(images, ideal) - ideal.mean() + (ideal**2).mean()

def burdened(images, ideal):  # squares with the head start of L1
    squares = ((images - ideal) ** 2).mean((-2, -1))
    return squares - (ideal**2).mean() + ideal.mean()
# endregion


# region angle
def angle(images, ideal):
    dot = (images * ideal).sum((-2, -1))
    length = (images**2).sum((-2, -1)).sqrt()
    return 1 - dot / (length * ideal.norm())
# endregion


# region shift
def shift(images, down, right):  # a negative pad crops
    return F.pad(images, (right, -right, down, -down))
# endregion


def judge_all(distance, threes, sevens, mean3, mean7):
    """Which pictures lie nearer to their own ideal? 1 is yes, 0 is no."""
    is3 = distance(threes, mean3) < distance(threes, mean7)
    is7 = distance(sevens, mean7) < distance(sevens, mean3)
    return is3.float(), is7.float()


def missed(distance, *trial):
    """How many 3s and how many 7s are not recognized."""
    return [int((1 - right).sum()) for right in judge_all(distance, *trial)]


def rows_back(moved, others, judge):
    """Shares recognized when four rows are those of `others`."""
    shares = []
    for first in range(25):
        # region put-back
        mixed = moved.clone()  # pushed, but for four rows
        mixed[:, first : first + 4] = others[:, first : first + 4]
        # endregion
        shares.append(judge(mixed).mean())
    return shares


def slide(distance, images, ideal, reach=2):
    """The distance to the ideal in the best of its places."""
    steps = range(-reach, reach + 1)
    places = [shift(ideal[None], down, right)[0] for down in steps for right in steps]
    return torch.stack([distance(images, place) for place in places]).amin(0)


def show(a_3, mean3, mean7):
    """The panels of the assignment's sample code, on one scale."""
    # region panels
    import matplotlib.pyplot as plt
    from fastai.vision.all import show_image

    one_scale = dict(cmap="RdBu_r", vmin=-1, vmax=1)
    fig, axs = plt.subplots(nrows=3, ncols=2, figsize=(10, 15))
    for column, ideal in enumerate((mean3, mean7)):
        off = a_3 - ideal
        for row, panel in enumerate((off, off.abs(), off.square())):
            title = f"mean of this panel: {panel.mean():.4f}"
            show_image(panel, ax=axs[row, column], title=title, **one_scale)
    plt.show()
    # endregion


def ten():
    """All ten digits: the share that is right, and how often each name is given."""
    sets = {
        kind: [torch.tensor(load_bytes(kind, digit)).float() / 255 for digit in range(10)]
        for kind in ("train", "t10k")
    }
    images = torch.cat(sets["t10k"])
    truth = torch.cat([torch.full((len(s),), d) for d, s in enumerate(sets["t10k"])])
    for distance in (l1, rmse, evened, angle):
        # region ten
        ideals = [digits.mean(0) for digits in sets["train"]]
        far = torch.stack([distance(images, ideal) for ideal in ideals])
        named = far.argmin(0)  # [10, 10000] → [10000]
        # endregion
        right = (named == truth).float().mean()
        print(distance.__name__, f"{right:.4f}", torch.bincount(named, minlength=10).tolist())


def main():
    # region ideals
    stacked_threes, stacked_sevens = load("train")  # [6131, 28, 28], 0…1
    mean3 = stacked_threes.mean(0)  # → [28, 28]
    mean7 = stacked_sevens.mean(0)
    a_3 = stacked_threes[1]
    # endregion
    valid3, valid7 = load("t10k")
    if "--show" in sys.argv:
        show(a_3, mean3, mean7)
    # region classify
    is_3 = l1(valid3, mean3) < l1(valid3, mean7)  # [1010], True or False
    is_7 = l1(valid7, mean7) < l1(valid7, mean3)  # [1028]
    accuracy = (is_3.float().mean() + is_7.float().mean()) / 2
    # endregion
    ideals = mean3, mean7
    to3, to7 = a_3 - mean3, a_3 - mean7
    numbers = {
        "signed-to-3": to3.mean(),
        "signed-to-7": to7.mean(),
        "l1-to-3": l1(a_3, mean3),
        "l1-to-7": l1(a_3, mean7),
        "rmse-to-3": rmse(a_3, mean3),
        "rmse-to-7": rmse(a_3, mean7),
        "too-much-ink": to3.clamp(min=0).sum(),
        "too-little-ink": (-to3).clamp(min=0).sum(),
        "square-to-3": (to3**2).mean(),
        "blank-lead-l1": mean3.mean() - mean7.mean(),
        "blank-lead-square": (mean3**2).mean() - (mean7**2).mean(),
        "valid-count": len(valid3) + len(valid7),
        "l1-mean": accuracy,
    }
    for distance in (l1, rmse, evened, burdened, angle, signed):
        right3, right7 = judge_all(distance, valid3, valid7, *ideals)
        name = distance.__name__
        numbers[f"{name}-threes"] = right3.mean()
        numbers[f"{name}-sevens"] = right7.mean()
        numbers[f"{name}-mean"] = (right3.mean() + right7.mean()) / 2
        numbers[f"{name}-missed-threes"] = (1 - right3).sum()
        numbers[f"{name}-missed-sevens"] = (1 - right7).sum()
        numbers[f"{name}-missed"] = (1 - right3).sum() + (1 - right7).sum()
    ink = valid3.mean((1, 2))
    numbers["ink-of-recognized-threes"] = ink[is_3].mean()
    numbers["ink-of-missed-threes"] = ink[~is_3].mean()
    numbers |= other_ink(valid3, valid7, ideals)
    numbers |= pushed(valid3, valid7, ideals)
    medians = stacked_threes.median(0).values, stacked_sevens.median(0).values
    for distance in (l1, rmse):
        numbers[f"median-{distance.__name__}-missed"] = sum(
            missed(distance, valid3, valid7, *medians)
        )
    redraw_medians((stacked_threes, stacked_sevens), (valid3, valid7), missed, (l1, rmse))
    ask_every_pair(l1, evened)
    return numbers


def other_ink(threes, sevens, ideals):
    """The same digits with other ink."""
    changes = {
        "as-written": lambda images: images,
        "paler": lambda images: images * 0.6,
        "thinner": lambda images: neighbours(images, shift).amin(0),
        "thicker": lambda images: neighbours(images, shift).amax(0),
    }
    numbers = {}
    for name, change in changes.items():
        for distance in (l1, angle):
            lost3, lost7 = missed(distance, change(threes), change(sevens), *ideals)
            numbers[f"{name}-{distance.__name__}-missed-threes"] = lost3
            numbers[f"{name}-{distance.__name__}-missed-sevens"] = lost7
    return numbers


def pushed(threes, sevens, ideals):
    """The same digits, two pixels away, and which rows decide."""
    mean3, mean7 = ideals
    numbers = {}
    for name, way in {"down": (2, 0), "up": (-2, 0), "right": (0, 2), "left": (0, -2)}.items():
        right3, right7 = judge_all(l1, shift(threes, *way), shift(sevens, *way), *ideals)
        numbers[f"{name}-2-threes"] = right3.mean()
        numbers[f"{name}-2-sevens"] = right7.mean()
    for name, by in {"still": 0, "down": 2, "up": -2}.items():
        moved = shift(threes, by, 0)
        upper = moved[:, 4:8]
        numbers[f"{name}-to-3"] = l1(moved, mean3).mean()
        numbers[f"{name}-to-7"] = l1(moved, mean7).mean()
        numbers[f"{name}-upper-to-3"] = l1(upper, mean3[4:8]).mean()
        numbers[f"{name}-upper-to-7"] = l1(upper, mean7[4:8]).mean()
        numbers[f"{name}-upper-ink"] = upper.sum() / len(threes)
    numbers["seven-upper-ink"] = mean7[4:8].sum()
    three = lambda images: (l1(images, mean3) < l1(images, mean7)).float()
    seven = lambda images: (l1(images, mean7) < l1(images, mean3)).float()
    down = rows_back(shift(threes, 2, 0), threes, three)
    up = rows_back(shift(threes, -2, 0), threes, three)
    numbers["upper-back-threes"], numbers["bar-back-threes"] = down[4], down[8]
    numbers["best-back-up"], numbers["best-back-up-threes"] = up.index(max(up)), max(up)
    numbers["upper-back-sevens"] = rows_back(shift(sevens, -2, 0), sevens, seven)[4]
    numbers["upper-wiped-threes"] = rows_back(threes, torch.zeros_like(threes), three)[4]
    low = shift(threes, 2, 0)
    high7 = shift(sevens, -2, 0)
    halves = (("leaving", torch.minimum), ("arriving", torch.maximum))  # of the push
    for name, half in halves:
        right3, _ = judge_all(l1, half(threes, low), sevens, *ideals)
        _, right7 = judge_all(l1, threes, half(sevens, high7), *ideals)
        numbers[f"{name}-down-threes"], numbers[f"{name}-up-sevens"] = right3.mean(), right7.mean()
    for distance in (evened, angle):
        right3, _ = judge_all(distance, low, sevens, *ideals)
        numbers[f"{distance.__name__}-down-2-threes"] = right3.mean()
    for distance in (l1, evened):
        to = lambda images, ideal: slide(distance, images, ideal)
        lost3, lost7 = missed(to, threes, sevens, *ideals)
        numbers[f"slide-{distance.__name__}-missed-threes"] = lost3
        numbers[f"slide-{distance.__name__}-missed-sevens"] = lost7
    slid3, slid7 = slide(l1, threes, mean3), slide(l1, threes, mean7)
    numbers["slide-only-3-missed-threes"] = (slid3 >= l1(threes, mean7)).sum()
    numbers["slide-only-7-missed-threes"] = (l1(threes, mean3) >= slid7).sum()
    numbers["slide-pushed-threes"] = (slide(l1, low, mean3) < slide(l1, low, mean7)).float().mean()
    return numbers


if __name__ == "__main__":
    if "--ten" in sys.argv:
        ten()
    else:
        report(main, TOLERANCES)
