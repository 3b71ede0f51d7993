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
OUTSIDE = (21, 21, 35, 35)
INK, BLACK = tensor([25.0, 60.0, 160.0]), tensor([0.0, 0.0, 0.0])
WHITE, CREAM = tensor([255.0, 255.0, 255.0]), tensor([255.0, 246.0, 220.0])
YELLOW, SHIFTED = tensor([255.0, 255.0, 0.0]), tensor([250.0, 250.0, 5.0])
HAIR_OFF = tensor([255.0, 254.0, 253.0])

# Nothing here is trained: every number is the same to the last digit.
TOLERANCES = {}

# region boxes
# left, upper, right, lower: the order of PIL, x before y
boxes = {
    "top-left": (0, 0, 14, 14),
    "top-right": (14, 0, 28, 14),
    "centre": (7, 7, 21, 21),
}
# endregion
others = {"bottom-left": (0, 14, 14, 28), "bottom-right": (14, 14, 28, 28)}


# region crop-tensor
def crop_tensor(picture, box):
    left, upper, right, lower = box
    return picture[upper:lower, left:right]  # rows, then columns
# endregion


# region swapped
def crop_swapped(picture, box):
    left, upper, right, lower = box
    return picture[left:right, upper:lower]  # x before y: wrong
# endregion


# region paint
def paint(picture, ink=INK, paper=WHITE):
    share = (picture / 255)[:, :, None]  # [28, 28, 1]
    return (share * ink + (1 - share) * paper).round()  # → [28, 28, 3]
# endregion


def show(image, picture, boxes):
    """The crops as fastai draws them, from PIL and from the tensor."""
    # region show
    import matplotlib
    from fastai.vision.all import show_image

    matplotlib.rc("image", cmap="Greys")  # 255 drawn as black
    for box in boxes.values():
        show_image(image.crop(box))  # a PIL image
        show_image(crop_tensor(picture, box))  # a tensor
    # endregion


def differing(one, other):
    """How many numbers of two tensors of one shape differ."""
    return int((one != other).sum())


def refolded(colour):
    """How many numbers differ where channels are folded anew in place of moved."""
    # region channels
    right = colour.permute(2, 0, 1)  # [28, 28, 3] → [3, 28, 28]
    wrong = colour.reshape(3, 28, 28)  # → [3, 28, 28], too
    # endregion
    return differing(right, wrong)


def tear(picture):
    """How many numbers of ten rows differ when PIL is handed a shape for a size, and of how many."""
    # region strip
    strip = picture[4:14]  # shape [10, 28]: rows, columns
    raw = strip.numpy().tobytes()
    size = tuple(strip.shape)  # PIL takes it as (width, height)
    torn = Image.frombytes("L", size, raw)
    # endregion
    seen = tensor(np.array(torn))[:10, :10]  # what both of them have
    return differing(strip[:10, :10], seen), seen.numel()


def hiding(picture, side):
    """How many boxes off the diagonal hide that x and y are exchanged, those without ink, and all."""
    starts = range(28 - side + 1)
    places = [(left, upper) for left in starts for upper in starts if left != upper]
    boxes = [(left, upper, left + side, upper + side) for left, upper in places]
    hides = [box for box in boxes if torch.equal(crop_tensor(picture, box), crop_swapped(picture, box))]
    blank = [box for box in hides if not crop_tensor(picture, box).any()]
    return len(hides), len(blank), len(boxes)


def wrap(one, other):
    """How many numbers of a sum are wrong in bytes."""
    # region bytes
    in_bytes = one + other  # torch.uint8: 256 becomes 0
    with_room = one.float() + other.float()
    # endregion
    # A sum over an axis leaves the bytes by itself.
    over_axis = torch.stack([one, other]).sum(0)
    assert over_axis.dtype == torch.int64 and torch.equal(over_axis.float(), with_room)
    return differing(in_bytes, with_room)


def spread(name, values):
    """Mean, least and most, as the record has them; in percent."""
    values = 100 * tensor(values, dtype=torch.float64)
    print(name, values.mean().item(), values.min().item(), values.max().item(), file=sys.stderr)


def main():
    threes = load_bytes("train", 3)  # [6131, 28, 28]
    # region tensor
    image = Image.fromarray(threes[1])  # mode "L", size (28, 28)
    array = np.array(image)  # [28, 28], dtype uint8
    picture = tensor(array)  # [28, 28], dtype torch.uint8
    # endregion
    if "--show" in sys.argv:
        show(image, picture, boxes)
    bytes_ = torch.from_numpy(threes)
    # region floats
    floats = bytes_.float() / 255  # [6131, 28, 28], torch.float32, 0…1
    back = (floats * 255).round()
    # endregion
    faint = picture // 4
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
        "lost-in-floats": differing(back, bytes_),
        "faint-differing": differing(faint, picture),
        "faint-peak": faint.max(),
        "faint-greys-apart": (picture / 255 - faint / faint.max()).abs().max(),
    }
    apart = 0
    for name, box in (boxes | others).items():
        piece = crop_tensor(picture, box)
        numbers[f"swapped-{name}"] = differing(piece, crop_swapped(picture, box))
        if name in boxes:
            apart += differing(piece, tensor(np.array(image.crop(box))))
            numbers[f"{name}-sum"] = piece.sum()
            numbers[f"{name}-lit"] = (piece > 0).sum()
    numbers["crops-differing"] = apart
    numbers["large-boxes-hiding"], _, numbers["large-boxes"] = hiding(picture, 14)
    hides, blank, boxes_of_4 = hiding(picture, 4)
    numbers["small-boxes-hiding"], numbers["small-boxes-blank"] = hides, blank
    numbers["small-boxes"] = boxes_of_4
    strips = bytes_[:, 4:14].reshape(-1, 280)  # every 3's ten rows
    meant, torn = strips.reshape(-1, 10, 28)[:, :, :10], strips[:, :100].reshape(-1, 10, 10)
    numbers["strips-unharmed"] = (meant == torn).flatten(1).all(1).sum()
    numbers["outside-library-side"] = image.crop(OUTSIDE).size[0]
    numbers["outside-slice-side"] = len(crop_tensor(picture, OUTSIDE))
    numbers["torn-differing"], numbers["torn-compared"] = tear(picture)
    numbers["wrapped-pixels"] = wrap(bytes_[0], bytes_[1])
    colour = paint(picture)
    numbers["channels-differing"] = refolded(colour)
    numbers["channels-on-cream"] = refolded(paint(picture, INK, CREAM))
    numbers["channels-a-hair-off"] = refolded(paint(picture, INK, HAIR_OFF))
    numbers["channels-in-black"] = refolded(paint(picture, BLACK, WHITE))
    numbers["channels-in-yellow"] = refolded(paint(picture, YELLOW, WHITE))
    numbers["channels-in-shifted-yellow"] = refolded(paint(picture, SHIFTED, WHITE))
    numbers["colour-rank"] = colour.ndim
    numbers["colour-numbers"] = colour.numel()
    numbers["colour-above-1"] = (colour > 1).sum()
    # region batch
    pictures = [tensor(each) for each in threes[:3]]
    batch = torch.stack(pictures)  # 3 × [28, 28] → [3, 28, 28]
    # endregion
    # region colour-batch
    several = [paint(each) for each in pictures]
    painted = torch.stack(several)  # [3, 28, 28, 3]
    for_torch = painted.permute(0, 3, 1, 2)  # → [3, 3, 28, 28]
    # endregion
    assert batch.shape == (3, 28, 28) and for_torch.shape == (3, 3, 28, 28)
    numbers["colour-batch-rank"] = for_torch.ndim
    if "--many" in sys.argv:
        many = range(1, 101)
        box = boxes["top-right"]
        swapped = [differing(crop_tensor(bytes_[i], box), crop_swapped(bytes_[i], box)) / 196 for i in many]
        spread("box-wrong", swapped)
        spread("size-wrong", [tear(bytes_[i])[0] / 100 for i in many])
        spread("bytes-wrong", [wrap(bytes_[i - 1], bytes_[i]) / 784 for i in many])
        spread("channels-wrong", [refolded(paint(bytes_[i])) / 2352 for i in many])
    return numbers


if __name__ == "__main__":
    report(main, TOLERANCES)
