"""Three training steps of ResNet-18 in PyTorch, in double precision, written out whole.

    python teacher.py FOLDER

For ReLU and its smooth twin softplus, and for each step: the weights and running statistics
before it, the batch, and what the step makes of them. FOLDER then holds index.json and one file
of float32 a step.
"""

import importlib.util
import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

STEPS, LR, MOMENTUM = 3, 0.02, 0.9

twin = Path(__file__).parents[1] / "tests" / "learning" / "resnet-step.py"
spec = importlib.util.spec_from_file_location("resnet_step", twin)
resnet_step = importlib.util.module_from_spec(spec)
spec.loader.exec_module(resnet_step)


def state(model):
    named = model.state_dict().items()
    return {n: t.clone() for n, t in named if not n.endswith("num_batches_tracked")}


def write(path, parts):
    """The tensors one after another; returns where each lies: name, shape, first number."""
    index, at = [], 0
    with open(path, "wb") as file:
        for name, tensor in parts.items():
            file.write(tensor.detach().float().contiguous().numpy().tobytes())
            index.append({"name": name, "shape": list(tensor.shape), "first": at})
            at += tensor.numel()
    return index


def lesson(folder, act):
    torch.manual_seed(0)
    model = resnet_step.ResNet18(act)
    with torch.no_grad():
        resnet_step.fill(model)
    model = model.double()
    optimizer = torch.optim.SGD(model.parameters(), LR, MOMENTUM)
    for step in range(STEPS):
        with torch.no_grad():  # both sides start from the same float32 numbers
            for tensor in [*model.parameters(), *model.buffers()]:
                tensor.copy_(tensor.float())
        before = state(model)
        x = torch.rand(resnet_step.BATCH, 3, 28, 28)
        y = torch.arange(resnet_step.BATCH) % 2
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x.double()), y)
        loss.backward()
        parts = {f"before/{n}": t for n, t in before.items()}
        parts |= {"pictures": x, "targets": y}
        parts |= {f"gradient/{n}": p.grad for n, p in model.named_parameters()}
        parts |= {f"after/{n}": t for n, t in state(model).items() if "running" in n}
        file = f"{act.__name__}-{step}.f32"
        where = write(folder / file, parts)
        entry = {"ending": act.__name__, "step": step, "loss": loss.item()}
        yield entry | {"file": file, "parts": where}
        optimizer.step()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    index = [each for act in (F.relu, F.softplus) for each in lesson(folder, act)]
    (folder / "index.json").write_text(json.dumps(index))
