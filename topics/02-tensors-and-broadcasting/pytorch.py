"""Topic 2 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON. With
`--time` it also prints how long the loop and the broadcast take on this machine.
"""

import sys
from pathlib import Path
from timeit import timeit

import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, report

SAMPLE = 1

# TensorFlow.js on WebAssembly adds thousands of floats one after the other, PyTorch in
# pairs of pairs: means over a stack agree to five digits.
TOLERANCES = {
    name: 3e-5
    for name in ("threes-mean", "mean3-mean", "mean7-mean", "mean3-peak", "mean7-peak")
}

# region failing
TORCH_SAYS = (
    "The size of tensor a (2) must match the size of tensor b (3) "
    "at non-singleton dimension 1"
)


def add_shapes():
    """What PyTorch says to [3, 2] + [3]."""
    try:
        return torch.ones(3, 2) + torch.arange(3)
    except RuntimeError as error:
        return str(error)
# endregion


# region loop
def by_loop(images, ideal):
    """The distance of each picture to the ideal, one picture at a time."""
    return torch.stack([(image - ideal).abs().mean() for image in images])
# endregion


# region broadcast
def by_broadcast(images, ideal):
    """All at once: [1010, 28, 28] - [28, 28] → [1010]."""
    return (images - ideal).abs().mean((1, 2))
# endregion


# region press
def judge_profiles(axis, threes, sevens, valid3, valid7):
    """How many digits lie nearer to their own profile, of 28 numbers each?"""
    ideal3, ideal7 = threes.mean((0, axis)), sevens.mean((0, axis))  # → [28]

    def lead(images):
        profiles = images.mean(axis)  # [1010, 28, 28] → [1010, 28]
        to3 = (profiles - ideal3).abs().mean(1)
        return (profiles - ideal7).abs().mean(1) - to3

    right3 = (lead(valid3) > 0).float().mean()
    right7 = (lead(valid7) < 0).float().mean()
    return (right3 + right7) / 2
# endregion


# region timing
def time_both(images, ideal):
    """Seconds for ten runs each, on your machine."""
    loop = timeit(lambda: by_loop(images, ideal), number=10)
    broadcast = timeit(lambda: by_broadcast(images, ideal), number=10)
    return f"loop {loop:.4f} s, broadcast {broadcast:.4f} s"
# endregion


def check_shapes():
    """The notebook's examples: stops where PyTorch gives another result."""
    assert add_shapes() == TORCH_SAYS, add_shapes()
    # region repair
    row = torch.arange(3)  # [0, 1, 2], of shape [3]
    column = row[:, None]  # → [3, 1]
    total = torch.ones(3, 2) + column  # → [3, 2]
    outer = column + row  # [3, 1] + [3] → [3, 3]
    # endregion
    assert total.tolist() == [[1, 1], [2, 2], [3, 3]]
    assert outer.tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]


def main():
    check_shapes()
    threes, sevens = load("train")  # [6131, 28, 28], [6265, 28, 28]
    valid3, valid7 = load("t10k")  # [1010, 28, 28], [1028, 28, 28]
    # region handle
    three = threes[SAMPLE]  # [6131, 28, 28] → [28, 28]
    top = three[:14]  # → [14, 28]
    mirrored = three.flip(1)  # → [28, 28]
    negative = 1 - three  # → [28, 28]
    inked = three > 0.5  # → [28, 28], of type bool
    small = three.reshape(14, 2, 14, 2).mean((1, 3))  # → [14, 14]
    # endregion
    assert (*top.shape, *mirrored.shape, *negative.shape) == (14, *[28] * 5)
    assert torch.isclose(small.mean(), three.mean())
    # region means
    mean3 = threes.mean(0)  # [6131, 28, 28] → [28, 28]
    shapes = [threes.mean(axis).shape for axis in range(3)]
    # endregion
    assert [len(shape) for shape in shapes] == [2, 2, 2]
    mean7 = sevens.mean(0)
    numbers = {
        "inked-pixels": inked.sum(),
        "threes-count": len(threes),
        "threes-mean": threes.mean(),
        "by-columns": judge_profiles(1, threes, sevens, valid3, valid7),
        "by-rows": judge_profiles(2, threes, sevens, valid3, valid7),
    }
    for name, ideal in (("mean3", mean3), ("mean7", mean7)):
        row, column = divmod(int(ideal.argmax()), 28)
        numbers[f"{name}-mean"] = ideal.mean()
        numbers[f"{name}-peak"] = ideal.max()
        numbers[f"{name}-peak-row"] = row
        numbers[f"{name}-peak-column"] = column
    # region centre
    per_pixel = threes - threes.mean(0)  # - [28, 28]
    per_picture = threes - threes.mean((1, 2), keepdim=True)  # - [6131, 1, 1]
    # endregion
    assert max(per_pixel.mean(0).abs().max(), per_picture.mean((1, 2)).abs().max()) < 1e-4
    # region surface
    x = torch.linspace(0, 5, 50)  # [50]
    y = x[:, None]  # → [50, 1]
    z = x.sin() ** 10 + (10 + y * x).cos() * x.cos()  # → [50, 50]
    # endregion
    numbers["surface-highest"] = z.max()
    # region lend
    lent = mean3.expand(1010, 28, 28)  # no copy
    strides = lent.stride()  # (0, 28, 1)
    held = lent.untyped_storage().nbytes()
    seen = lent.numel() * lent.element_size()
    # endregion
    assert strides == (0, 28, 1)
    numbers |= {"valid-3-count": len(lent), "bytes-held": held, "bytes-seen": seen}
    numbers["bytes-copied"] = lent.contiguous().untyped_storage().nbytes()
    # region silent
    images = torch.cat([valid3, valid7])  # [2038, 28, 28]
    labels = torch.tensor([1.0] * 1010 + [0.0] * 1028)[:, None]  # [2038, 1]
    to3 = by_broadcast(images, mean3)  # [2038]
    to7 = by_broadcast(images, mean7)  # [2038]
    answers = (to3 < to7).float()  # 1 says 3, 0 says 7
    meant = answers == labels.squeeze()  # → [2038]
    got = answers == labels  # → [2038, 2038]
    # endregion
    numbers |= {
        "accuracy-meant": meant.float().mean(),
        "accuracy-got": got.float().mean(),
        "valid-count": answers.numel(),
        "comparisons": got.numel(),
    }
    if "--time" in sys.argv:
        print(time_both(valid3, mean3), file=sys.stderr)
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
