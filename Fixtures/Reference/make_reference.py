"""Writes the reference networks of this folder: values and gradients from PyTorch's autograd, in float64.

    pip install -r requirements.txt && python make_reference.py

Rows are examples; a weight matrix has a row for each unit it leads to. Derivatives by z, a and the targets
are those of each example's own cost C_e, derivatives by weights and biases those of the batch's cost.
"""

import json
import math
import os

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
HERE = os.path.dirname(os.path.abspath(__file__))


class ReLUWithSlope(torch.autograd.Function):
    """max(0, z), with a derivative of our choice where z is exactly 0. PyTorch's own takes 0."""

    @staticmethod
    def forward(ctx, z, slope_at_zero):
        ctx.save_for_backward(z)
        ctx.slope_at_zero = slope_at_zero
        return torch.relu(z)

    @staticmethod
    def backward(ctx, gradient):
        (z,) = ctx.saved_tensors
        slope = torch.where(z == 0, torch.full_like(z, ctx.slope_at_zero), (z > 0).to(z.dtype))
        return gradient * slope, None


def activation(name, z, slope_at_zero):
    if name == "sigmoid":
        return torch.sigmoid(z)
    if name == "tanh":
        return torch.tanh(z)
    if name == "relu":
        return torch.relu(z) if slope_at_zero == 0 else ReLUWithSlope.apply(z, slope_at_zero)
    if name == "softplus":
        return torch.nn.functional.softplus(z, threshold=40)
    if name == "identity":
        return z * 1
    if name == "softmax":
        return torch.softmax(z, dim=1)
    raise ValueError(name)


def costs(name, a, y):
    if name == "sum-squares":
        return ((a - y) ** 2).sum(dim=1)
    if name == "half-sum-squares":
        return 0.5 * ((a - y) ** 2).sum(dim=1)
    if name == "mean-squares":
        return ((a - y) ** 2).mean(dim=1)
    if name == "cross-entropy":
        return -(y * torch.log(a)).sum(dim=1)
    raise ValueError(name)


def run(layers, cost, averaging, slope_at_zero, x, y):
    """layers: a list of (weights, bias kind, biases, activation)."""
    x = x.clone().requires_grad_()
    y = y.clone().requires_grad_()
    weights = [w.clone().requires_grad_() for w, _, _, _ in layers]
    biases = [b.clone().requires_grad_() for _, _, b, _ in layers]
    zs, activations = [], [x]
    for w, b, (_, kind, _, name) in zip(weights, biases, layers):
        z = activations[-1] @ w.T
        if kind != "none":
            z = z + b
        zs.append(z)
        activations.append(activation(name, z, slope_at_zero))
    each = costs(cost, activations[-1], y)
    total = each.mean() if averaging == "mean" else each.sum()

    def gradients(of, by):
        found = torch.autograd.grad(of, by, retain_graph=True, allow_unused=True)
        return [torch.zeros_like(t) if g is None else g for g, t in zip(found, by)]

    return {
        "preactivations": zs,
        "activations": activations[1:],
        "costs": each,
        "cost": total,
        "errors": gradients(each.sum(), zs),
        "activationGradients": gradients(each.sum(), activations),
        "targetGradients": gradients(each.sum(), [y])[0],
        "weightGradients": gradients(total, weights),
        "biasGradients": gradients(total, biases),
    }


def text(value):
    """JSON with 17 significant digits, which give back every float64 exactly."""
    if isinstance(value, torch.Tensor):
        value = value.detach().tolist()
    if isinstance(value, float):
        assert math.isfinite(value)
        return "%.17g" % value
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + text(v) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(text(v) for v in value) + "]"
    return json.dumps(value)


def write(name, cases):
    with open(os.path.join(HERE, name), "w") as file:
        file.write("[\n" + ",\n".join(text(case) for case in cases) + "\n]\n")


def bias_shape(kind, width):
    return {"per-neuron": width, "shared": 1, "none": 0}[kind]


def draw_layers(generator, widths, names, kinds, scale=1.0):
    layers = []
    for below, width, name, kind in zip(widths, widths[1:], names, kinds):
        w = scale * torch.randn(width, below, generator=generator)
        b = 0.5 * torch.randn(bias_shape(kind, width), generator=generator)
        layers.append((w, kind, b, name))
    return layers


def case(name, layers, cost, averaging, slope_at_zero, x, y):
    return {
        "name": name,
        "cost": cost,
        "averaging": averaging,
        "slopeAtZero": float(slope_at_zero),
        "layers": [
            {"weights": w, "biasKind": kind, "biases": b, "activation": a} for w, kind, b, a in layers
        ],
        "inputs": x,
        "targets": y,
        "expected": run(layers, cost, averaging, slope_at_zero, x, y),
    }


ACTIVATIONS = ["sigmoid", "tanh", "relu", "softplus", "identity", "softmax"]
COSTS = ["sum-squares", "half-sum-squares", "mean-squares", "cross-entropy"]
AVERAGINGS = ["mean", "sum"]
BIASES = ["per-neuron", "shared", "none"]


def each_activation_with_each_cost():
    generator = torch.Generator().manual_seed(1)
    widths, examples, index = [2, 5, 4, 3], 6, 0
    for hidden in ACTIVATIONS:
        for cost in COSTS:
            # log a needs a > 0.
            positive = hidden in ("sigmoid", "softplus", "softmax")
            output = hidden if cost != "cross-entropy" or positive else "softmax"
            for averaging in AVERAGINGS:
                kind = BIASES[index % 3]
                index += 1
                layers = draw_layers(generator, widths, [hidden, hidden, output], [kind] * 3)
                x = torch.randn(examples, widths[0], generator=generator)
                y = torch.rand(examples, widths[-1], generator=generator)
                name = f"{hidden}, {output} output, {cost}, {averaging}, biases {kind}"
                yield case(name, layers, cost, averaging, 0, x, y)


def softmax_outputs():
    generator = torch.Generator().manual_seed(2)
    widths, examples = [2, 5, 3, 4], 6
    kinds = ["per-neuron", "shared", "none"]
    one_hot = torch.eye(widths[-1])[torch.randint(widths[-1], (examples,), generator=generator)]
    soft = torch.softmax(torch.randn(examples, widths[-1], generator=generator), dim=1)
    free = 2 * torch.rand(examples, widths[-1], generator=generator)
    for kind, y in [("one-hot", one_hot), ("soft", soft), ("not summing to 1", free)]:
        for cost in COSTS:
            layers = draw_layers(generator, widths, ["tanh", "softmax", "softmax"], kinds)
            x = torch.randn(examples, widths[0], generator=generator)
            yield case(f"softmax output, {kind} targets, {cost}", layers, cost, "mean", 0, x, y)


def exact_zeros():
    """Small integers everywhere, so that many z are exactly 0 and no rounding happens on the way there."""
    generator = torch.Generator().manual_seed(3)
    widths, examples = [2, 5, 4, 3], 7

    def integers(*shape):
        return torch.randint(-1, 2, shape, generator=generator).to(torch.float64)

    layers = [
        (integers(width, below), "per-neuron", integers(width), "relu")
        for below, width in zip(widths, widths[1:])
    ]
    x, y = integers(examples, widths[0]), torch.rand(examples, widths[-1], generator=generator)
    for slope in [0, 0.5, 1]:
        found = case(f"zeros, slope {slope}", layers, "half-sum-squares", "mean", slope, x, y)
        for z in found["expected"]["preactivations"]:
            assert (z == 0).sum() > 0 and (z > 0).sum() > 0 and (z < 0).sum() > 0
        yield found


def eight_layers():
    generator = torch.Generator().manual_seed(4)
    widths, examples = [4, 7, 3, 8, 5, 6, 9, 2, 10], 11
    names = ["sigmoid", "tanh", "relu", "softplus", "softmax", "identity", "tanh", "softmax"]
    kinds = ["per-neuron", "shared", "none", "per-neuron", "per-neuron", "shared", "none", "per-neuron"]
    x = torch.randn(examples, widths[0], generator=generator)
    y = torch.softmax(torch.randn(examples, widths[-1], generator=generator), dim=1)
    layers = draw_layers(generator, widths, names, kinds)
    yield case("eight layers, mixed", layers, "cross-entropy", "mean", 0, x, y)
    names = ["sigmoid"] * 8
    layers = draw_layers(generator, widths, names, ["per-neuron"] * 8)
    yield case("eight layers, sigmoid", layers, "sum-squares", "sum", 0, x, y)


class SplitMix64:
    """Steele, Lea, Flood 2014; the tests draw the same numbers in Swift."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def uniform(self):
        """A multiple of 2^-53 in [0, 1)."""
        return (self.next() >> 11) * 2.0**-53

    def matrix(self, rows, columns, low, high):
        numbers = [low + (high - low) * self.uniform() for _ in range(rows * columns)]
        return torch.tensor(numbers).reshape(rows, columns)


def summary(tensor):
    """What is kept of a large tensor: its size, and some of its entries with their places."""
    entries = tensor.detach().reshape(-1)
    count = entries.numel()
    places = sorted({(i * 7919) % count for i in range(24)} | {int(entries.abs().argmax())})
    return {
        "count": count,
        "sum": math.fsum(entries.tolist()),
        "sumOfMagnitudes": math.fsum(entries.abs().tolist()),
        "scale": float(entries.abs().max()),
        "places": places,
        "entries": [float(entries[p]) for p in places],
    }


def large():
    """784-128-64-10, sigmoid, batch 32: drawn in the order W^1 b^1 W^2 b^2 W^3 b^3 x, row after row."""
    seed, widths, examples = 2026, [784, 128, 64, 10], 32
    generator = SplitMix64(seed)
    layers = []
    for below, width in zip(widths, widths[1:]):
        bound = math.sqrt(6 / (below + width))
        w = generator.matrix(width, below, -bound, bound)
        b = generator.matrix(1, width, -0.1, 0.1).reshape(-1)
        layers.append((w, "per-neuron", b, "sigmoid"))
    x = generator.matrix(examples, widths[0], 0, 1)
    y = torch.zeros(examples, widths[-1])
    for e in range(examples):
        y[e, (3 * e) % widths[-1]] = 1
    expected = run(layers, "half-sum-squares", "mean", 0, x, y)
    summaries = {
        key: [summary(t) for t in value] if isinstance(value, list) else summary(value)
        for key, value in expected.items()
    }
    yield {"name": "784-128-64-10", "seed": seed, "widths": widths, "examples": examples, "expected": summaries}


if __name__ == "__main__":
    write("activations.json", each_activation_with_each_cost())
    write("softmax.json", softmax_outputs())
    write("zeros.json", exact_zeros())
    write("deep.json", eight_layers())
    write("large.json", large())
