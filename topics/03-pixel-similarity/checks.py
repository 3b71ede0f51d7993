"""What pytorch.py needs beside the lines that the article shows, and asserts of other digits."""

import torch
from chapter import load_bytes

DRAWS, FEWER = 30, 500


def redraw_medians(stacks, valid, missed, distances):
    """In how many draws of 500 pictures each are medians better than means, by distance."""
    random = torch.Generator().manual_seed(7)
    better = [0 for _ in distances]
    for _ in range(DRAWS):
        some = [stack[torch.randperm(len(stack), generator=random)[:FEWER]] for stack in stacks]
        means = [each.mean(0) for each in some]
        medians = [each.median(0).values for each in some]
        for at, distance in enumerate(distances):
            lost = [sum(missed(distance, *valid, *ideals)) for ideals in (medians, means)]
            better[at] += lost[0] < lost[1]
    assert better[0] in range(20, 29) and better[1] == 0, better


def neighbours(images, shift):
    """Each pixel and its four neighbours: [5, count, 28, 28]."""
    moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    return torch.stack([shift(images, down, right) for down, right in moves])


def ask_every_pair(l1, evened):
    """Does L1 miss more of the digit with the darker average, and does an even start mend it?"""
    ideals, valid = (
        [torch.tensor(load_bytes(kind, digit)).float() / 255 for digit in range(10)]
        for kind in ("train", "t10k")
    )
    ideals = [digits.mean(0) for digits in ideals]
    pairs = [(a, b) for b in range(10) for a in range(b)]
    darker = milder = 0
    for pair in pairs:
        pale, dark = sorted(pair, key=lambda digit: ideals[digit].mean().item())

        def lost(distance, one, other):
            far = distance(valid[one], ideals[one]) >= distance(valid[one], ideals[other])
            return far.float().mean().item()

        lean, even = (lost(d, dark, pale) - lost(d, pale, dark) for d in (l1, evened))
        darker += lean > 0
        milder += abs(even) < abs(lean)
    assert (len(pairs), darker, milder) == (45, 41, 42), (darker, milder)
