"""What topic 2 says beyond its run, of other digits and of PyTorch itself, held to by assert."""

from itertools import combinations

import torch
import torch.nn.functional as F
from chapter import load_bytes
from torch.profiler import ProfilerActivity, profile


def check_other_digits(judge_profiles):
    """Rows tell more than columns in 36 of the 45 pairs of digits; of 3s and 5s, columns do."""
    images = lambda kind, digit: torch.tensor(load_bytes(kind, digit)).float() / 255
    train, valid = ([images(kind, digit) for digit in range(10)] for kind in ("train", "t10k"))
    ahead = {}
    for a, b in combinations(range(10), 2):
        pictures = train[a], train[b], valid[a], valid[b]
        by_columns, by_rows = (sum(judge_profiles(axis, *pictures)) / 2 for axis in (1, 2))
        ahead[a, b] = by_rows - by_columns
    assert sum(lead > 0 for lead in ahead.values()) == 36, ahead
    assert ahead[3, 5] < -0.1, ahead


def straighten(images):
    """Slides the rows of each picture sideways until it does not slant: the ink by rows stays."""
    along = torch.arange(28.0)
    ink = images.sum((1, 2))
    down = along - ((images.sum(2) * along).sum(1) / ink)[:, None]  # [count, 28]
    right = along - ((images.sum(1) * along).sum(1) / ink)[:, None]
    both = (images * down[:, :, None] * right[:, None, :]).sum((1, 2))
    slant = both / (images.sum(2) * down**2).sum(1)
    turn = torch.tensor([[1.0, 0, 0], [0, 1, 0]]).repeat(len(images), 1, 1)
    turn[:, 0, 1] = slant
    grid = F.affine_grid(turn, [len(images), 1, 28, 28], align_corners=False)
    return F.grid_sample(images[:, None], grid, align_corners=False)[:, 0]


def check_slant(judge_profiles, *pictures):
    """With even ink, upright digits give columns 70 %, in place of 56, and rows what they had."""
    upright = [straighten(images) for images in pictures]
    even = [images / images.mean((1, 2), keepdim=True) * 0.1 for images in upright]
    by_columns, by_rows = (sum(judge_profiles(axis, *even)).item() / 2 for axis in (1, 2))
    assert round(100 * by_columns) == 70 and round(100 * by_rows) == 93, (by_columns, by_rows)


def check_memory(images, ideal):
    """A broadcast subtraction asks for the bytes of its result, and for no others."""
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as watched:
        result = images - ideal
    asked = sum(max(event.self_cpu_memory_usage, 0) for event in watched.key_averages())
    assert asked == result.nbytes, asked


def check_losses(answers, labels):
    """Cross-entropy refuses a list against a column, where mse_loss only warns."""
    try:
        F.binary_cross_entropy(answers, labels)
    except ValueError:
        return
    raise AssertionError("binary_cross_entropy took a list against a column")
