"""Topic 3 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON.
"""

import sys
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report

SAMPLE = 1

# Relative deviations allowed beyond 1e-6: this mean is what is left when +44 and -43 cancel.
TOLERANCES = {"signed-to-3": 1e-5}


# region l1
def l1(images, ideal):
    """Mean absolute difference: [count, 28, 28] and [28, 28] → [count]."""
    return (images - ideal).abs().mean((-2, -1))
# endregion


# region rmse
def rmse(images, ideal):
    """Root of the mean squared difference."""
    return ((images - ideal) ** 2).mean((-2, -1)).sqrt()
# endregion


def signed(images, ideal):
    """The signed difference, averaged: plausible, and useless."""
    return (images - ideal).mean((-2, -1)).abs()


def evened(images, ideal):
    """L1 with the head start of squares: on a blank picture it is the mean square."""
    return l1(images, ideal) - ideal.mean() + (ideal**2).mean()


# region angle
def angle(images, ideal):
    """One minus the cosine between two pictures: the amount of ink cancels."""
    dot = (images * ideal).sum((-2, -1))
    return 1 - dot / ((images**2).sum((-2, -1)).sqrt() * ideal.norm())
# endregion


# region classify
def judge_all(distance, threes, sevens, mean3, mean7):
    """Which pictures lie nearer to their own ideal? 1 is yes, 0 is no."""
    is3 = distance(threes, mean3) < distance(threes, mean7)
    is7 = distance(sevens, mean7) < distance(sevens, mean3)
    return is3.float(), is7.float()
# endregion


# region shift
def shift(images, down, right):
    """The images, moved down and to the right."""
    kept = images[:, : 28 - down, : 28 - right]
    return torch.nn.functional.pad(kept, (right, 0, down, 0))
# endregion


def main():
    # region ideals
    threes, sevens = load("train")  # [6131, 28, 28], [6265, 28, 28]
    mean3 = threes.mean(0)  # → [28, 28]
    mean7 = sevens.mean(0)  # → [28, 28]
    # endregion
    valid3, valid7 = load("t10k")
    sample = threes[SAMPLE]
    to3, to7 = sample - mean3, sample - mean7
    numbers = {
        "signed-to-3": to3.mean(),
        "signed-to-7": to7.mean(),
        "l1-to-3": l1(sample, mean3),
        "l1-to-7": l1(sample, mean7),
        "rmse-to-3": rmse(sample, mean3),
        "rmse-to-7": rmse(sample, mean7),
        "too-much-ink": to3.clamp(min=0).sum(),
        "too-little-ink": (-to3).clamp(min=0).sum(),
        "square-to-3": (to3**2).mean(),
        "blank-lead-l1": mean3.mean() - mean7.mean(),
        "blank-lead-square": (mean3**2).mean() - (mean7**2).mean(),
        "valid-count": len(valid3) + len(valid7),
    }
    for distance in (l1, rmse, evened, angle, signed):
        right3, right7 = judge_all(distance, valid3, valid7, mean3, mean7)
        name = distance.__name__
        numbers[f"{name}-threes"] = right3.mean()
        numbers[f"{name}-sevens"] = right7.mean()
        numbers[f"{name}-mean"] = (right3.mean() + right7.mean()) / 2
        numbers[f"{name}-missed-threes"] = (1 - right3).sum()
        numbers[f"{name}-missed-sevens"] = (1 - right7).sum()
    numbers["l1-missed"] = numbers["l1-missed-threes"] + numbers["l1-missed-sevens"]
    right3, _ = judge_all(l1, valid3, valid7, mean3, mean7)
    ink = valid3.mean((1, 2))
    numbers["ink-of-recognized-threes"] = ink[right3 == 1].mean()
    numbers["ink-of-missed-threes"] = ink[right3 == 0].mean()
    down = judge_all(l1, shift(valid3, 2, 0), shift(valid7, 2, 0), mean3, mean7)
    right = judge_all(l1, shift(valid3, 0, 2), shift(valid7, 0, 2), mean3, mean7)
    numbers["down-2-threes"] = down[0].mean()
    numbers["down-2-sevens"] = down[1].mean()
    numbers["right-2-threes"] = right[0].mean()
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
