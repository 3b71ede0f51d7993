"""Topic 2 in PyTorch: the steps of experiment.ts, for readers who know the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON. With
`--time` it also prints how long the loop and the broadcast take on this machine.
"""

import sys
import warnings
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load, load_bytes, report
from checks import check_losses, check_memory, check_other_digits, check_slant

# TensorFlow.js on WebAssembly adds thousands of floats one after the other, PyTorch in
# pairs of pairs: means over a stack agree to five digits.
TOLERANCES = {
    name: 3e-5
    for name in ("threes-mean", "mean3-mean", "mean7-mean", "mean3-peak", "mean7-peak")
}

# What PyTorch warns of, and what it refuses; the article and the deck quote it.
MSE_WARNS = "This will likely lead to incorrect results due to broadcasting."
BYTES_SAY = "mean(): could not infer output dtype. Input dtype must be either a floating point"
WRITE_SAYS = "more than one element of the written-to tensor refers to a single memory location"

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
    """The distance of each picture, one at a time."""
    far = [(image - ideal).abs().mean() for image in images]
    return torch.stack(far)  # → [1010]
# endregion


# region broadcast
def by_broadcast(images, ideal):
    """All at once: [1010, 28, 28] - [28, 28] → [1010]."""
    return (images - ideal).abs().mean((1, 2))
# endregion


# region press
def judge_profiles(axis, threes, sevens, valid3, valid7):
    """How many 3s and 7s lie nearer to their own profile, of 28 numbers?"""
    ideal3, ideal7 = threes.mean((0, axis)), sevens.mean((0, axis))  # → [28]

    def lead(images):
        profiles = images.mean(axis)  # [1010, 28, 28] → [1010, 28]
        to3 = (profiles - ideal3).abs().mean(1)
        return (profiles - ideal7).abs().mean(1) - to3

    return (lead(valid3) > 0).float().mean(), (lead(valid7) < 0).float().mean()
# endregion


def press(*pictures):
    """The profiles, total ink alone, and profiles of pictures that have the same ink."""
    threes, sevens, valid3, valid7 = pictures
    ink = lambda images: images.mean((1, 2))
    is_3 = lambda images: (ink(images) - threes.mean()).abs() < (ink(images) - sevens.mean()).abs()
    found = {"by-ink": (is_3(valid3).float().mean() + 1 - is_3(valid7).float().mean()) / 2}
    even = [images / images.mean((1, 2), keepdim=True) * 0.1 for images in pictures]
    for axis, name in ((1, "by-columns"), (2, "by-rows")):
        of3, of7 = judge_profiles(axis, *pictures)
        found |= {f"{name}-of-3s": of3, f"{name}-of-7s": of7, name: (of3 + of7) / 2}
        found[f"even-{name}"] = sum(judge_profiles(axis, *even)) / 2
    return found


def check_types():
    """From bytes to floats, as the chapter does it."""
    pictures = load_bytes("train", 3)
    # region stack
    three_tensors = [torch.tensor(picture) for picture in pictures]
    stacked = torch.stack(three_tensors)  # [6131, 28, 28], uint8
    stacked_threes = stacked.float() / 255  # float32, 0…1
    wrapped = stacked[1] - 1  # paper 0 becomes 255: bytes wrap
    # endregion
    assert stacked.dtype == torch.uint8 and wrapped[0, 0] == 255
    try:
        stacked.mean(0)
    except RuntimeError as error:
        assert BYTES_SAY in str(error), error
    return stacked_threes


# region timing
def time_both(images, ideal):
    """Seconds for ten runs each, on your machine."""
    from timeit import timeit

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
    check_other_digits(judge_profiles)
    threes, sevens = load("train")  # [6131, 28, 28], [6265, 28, 28]
    valid3, valid7 = load("t10k")  # [1010, 28, 28], [1028, 28, 28]
    check_slant(judge_profiles, threes, sevens, valid3, valid7)
    stacked_threes = check_types()
    assert (stacked_threes - threes).abs().max() == 0
    # region handle
    three = stacked_threes[1]  # [6131, 28, 28] → [28, 28]
    top = three[:14]  # → [14, 28]
    mirrored = three.flip(1)  # → [28, 28]
    negative = 1 - three  # → [28, 28]
    inked = three > 0.5  # → [28, 28], of type bool
    small = three.reshape(14, 2, 14, 2).mean((1, 3))  # → [14, 14]
    # endregion
    assert (*top.shape, *mirrored.shape, *negative.shape) == (14, *[28] * 5)
    assert torch.isclose(small.mean(), three.mean())
    # region means
    mean3 = stacked_threes.mean(0)  # [6131, 28, 28] → [28, 28]
    shapes = [stacked_threes.mean(dim=i).shape for i in range(3)]
    # endregion
    assert [len(shape) for shape in shapes] == [2, 2, 2]
    mean7 = sevens.mean(0)
    numbers = {
        "inked-pixels": inked.sum(),
        "threes-count": len(threes),
        "threes-mean": threes.mean(),
    } | press(threes, sevens, valid3, valid7)
    for name, ideal in (("mean3", mean3), ("mean7", mean7)):
        row, column = divmod(int(ideal.argmax()), 28)
        numbers[f"{name}-mean"] = ideal.mean()
        numbers[f"{name}-peak"] = ideal.max()
        numbers[f"{name}-peak-row"] = row
        numbers[f"{name}-peak-column"] = column
    # region centre
    per_pixel = threes - threes.mean(0)  # - [28, 28]
    means = threes.mean((1, 2), keepdim=True)  # → [6131, 1, 1]
    per_picture = threes - means
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
    check_memory(valid3, mean3)
    try:
        lent.sub_(1)
    except RuntimeError as error:
        assert WRITE_SAYS in str(error), error
    once = mean3.clone().expand(5, 28, 28)
    once[0] = 1  # one picture: no error, and all five are changed
    assert (once == 1).all()
    numbers |= {"valid-3-count": len(lent), "bytes-held": held, "bytes-seen": seen}
    numbers["bytes-copied"] = lent.contiguous().untyped_storage().nbytes()
    images = torch.cat([valid3, valid7])  # [2038, 28, 28]
    labels = torch.tensor([1.0] * 1010 + [0.0] * 1028)[:, None]  # [2038, 1]
    # region silent
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
    truth = labels.squeeze()
    score = lambda answers: (answers == labels).float().mean()
    numbers |= {
        "got-all-right": score(truth),
        "got-all-wrong": score(1 - truth),
        "got-all-threes": score(torch.ones(2038)),
        "got-all-sevens": score(torch.zeros(2038)),
    }
    uneven = torch.tensor([1.0] * 900 + [0.0] * 100)  # nine 3s for each 7
    numbers["got-uneven-right"] = (uneven == uneven[:, None]).float().mean()
    numbers["got-uneven-wrong"] = (1 - uneven == uneven[:, None]).float().mean()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        torch.nn.functional.mse_loss(answers, labels)
    assert MSE_WARNS in str(caught[0].message), caught
    check_losses(answers, labels)
    # region square
    few = threes[:28]  # [28, 28, 28]
    per_picture = few - few.mean((1, 2))  # no keepdim, no error
    left_over = per_picture.mean((1, 2)).abs().max()  # and not 0
    # endregion
    numbers |= {"square-left-over": left_over, "square-mean": few.mean()}
    if "--time" in sys.argv:
        print(time_both(valid3, mean3), file=sys.stderr)
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
