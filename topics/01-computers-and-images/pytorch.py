"""Topic 1 with PIL, NumPy and PyTorch: the steps of experiment.ts, for readers of the course.

Run it as `python pytorch.py`, with LECTERN_DATA naming a folder that holds MNIST's idx
files (gzipped or not). It prints the names and numbers of the record as JSON. With
`--show` it also draws the crops with fastai's show_image, where fastai is installed.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import tensor

sys.path.append(str(Path(__file__).resolve().parents[1]))
from chapter import load_bytes, report

SAMPLE = 1
STRIP = slice(4, 14)
OUTSIDE = (21, 21, 35, 35)
INK = tensor([25.0, 60.0, 160.0])
PAPER = tensor([255.0, 246.0, 220.0])

# Nothing here is trained: every number is the same to the last digit.
TOLERANCES = {}


# region boxes
# Left, upper, right, lower: the order of PIL, x before y.
boxes = {
    "top-left": (0, 0, 14, 14),
    "top-right": (14, 0, 28, 14),
    "centre": (7, 7, 21, 21),
}
# endregion


# region crop-library
def crop_library(image, box):
    """The library's way: one call, the four edges as they are."""
    return image.crop(box)
# endregion


# region crop-tensor
def crop_tensor(picture, box):
    """The tensor's way: rows first, then columns."""
    left, upper, right, lower = box
    return picture[upper:lower, left:right]
# endregion


# region swapped
def crop_swapped(picture, box):
    """The same line by someone who thinks x before y. Valid, and wrong."""
    left, upper, right, lower = box
    return picture[left:right, upper:lower]
# endregion


# region paint
def paint(picture):
    """Ink of one colour on paper of another: [28, 28] → [28, 28, 3]."""
    share = (picture / 255)[:, :, None]  # [28, 28, 1]
    return (share * INK + (1 - share) * PAPER).round()
# endregion


# region show
def show(picture):
    """The crops as fastai draws them: the tensor is all that it needs."""
    from fastai.vision.all import show_image

    for name, box in boxes.items():
        show_image(crop_tensor(picture, box), cmap="Greys", title=name)
# endregion


def differing(one, other):
    """How many numbers of two tensors of one shape differ."""
    return int((one != other).sum())


def main():
    threes = load_bytes("train", 3)  # [6131, 28, 28]
    # region tensor
    image = Image.fromarray(threes[SAMPLE])  # mode "L", size (28, 28)
    array = np.array(image)  # the same bytes as a table, [28, 28]
    picture = tensor(array)  # and as a tensor, [28, 28]
    # endregion
    if "--show" in sys.argv:
        show(picture)
    bytes_ = torch.from_numpy(threes)
    floats = bytes_.float() / 255
    numbers = {
        "picture-rank": picture.ndim,
        "pixels": picture.numel(),
        "lit-pixels": (picture > 0).sum(),
        "ink-sum": picture.sum(),
        "mean-byte": picture.double().mean(),
        "batch-rank": floats.ndim,
        "batch-count": len(floats),
        "bytes-as-uint8": bytes_.nbytes,
        "bytes-as-float32": floats.nbytes,
        "lost-in-floats": differing((floats * 255).round(), bytes_),
        "faint-differing": differing(picture // 4, picture),
        "faint-peak": (picture // 4).max(),
    }
    apart = 0
    for name, box in boxes.items():
        piece = crop_tensor(picture, box)
        apart += differing(piece, tensor(np.array(crop_library(image, box))))
        numbers[f"{name}-sum"] = piece.sum()
        numbers[f"{name}-lit"] = (piece > 0).sum()
        numbers[f"swapped-{name}"] = differing(piece, crop_swapped(picture, box))
    numbers["crops-differing"] = apart
    numbers["outside-library-side"] = crop_library(image, OUTSIDE).size[0]
    numbers["outside-slice-side"] = len(crop_tensor(picture, OUTSIDE))

    # region strip
    strip = picture[STRIP]  # [10, 28]
    raw = strip.numpy().tobytes()
    torn = Image.frombytes("L", strip.shape, raw)  # wants (width, height)
    # endregion
    covered = np.zeros((28, 28), np.uint8)
    covered[:, :10] = np.array(torn)
    numbers["torn-differing"] = differing(strip, tensor(covered[:10]))

    # region bytes
    one, other = bytes_[0], bytes_[1]
    in_bytes = one + other  # uint8: 256 becomes 0
    with_room = one.float() + other.float()
    # endregion
    numbers["wrapped-pixels"] = differing(in_bytes, with_room)

    colour = paint(picture)
    # region channels
    right = colour.permute(2, 0, 1)  # → [3, 28, 28]
    wrong = colour.reshape(3, 28, 28)  # → [3, 28, 28], too
    # endregion
    numbers["channels-differing"] = differing(right, wrong)
    numbers["colour-rank"] = colour.ndim
    numbers["colour-numbers"] = colour.numel()
    # region batch
    batch = torch.stack([tensor(threes[i]) for i in range(3)])  # → [3, 28, 28]
    colour_of_three = batch.permute(1, 2, 0)  # → [28, 28, 3]
    # endregion
    assert colour_of_three.shape == (28, 28, 3)
    numbers["colour-batch-rank"] = torch.stack([colour] * 3).ndim
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
