"""Reference figures for every layer, by PyTorch in float64: python3 layers.py > layers.json

Each case is a small network. Weights, inputs and targets are made by the hash below, in Keras's layouts, so that the engine
can make the same ones: parameter k of layer number l (counted from 1), through all its trainable arrays in order, is
(hash(k, l) - 0.5) * 0.8; input number k is hash(k, 1000)^2, target number k is hash(k, 2000). The loss is the mean squared
error plus the layers' penalties. Recorded: the output, the loss, the gradient of every trainable array, and running
statistics after one training step."""
import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
BATCH = 5


def hash_unit(count, salt):
    k = torch.arange(count, dtype=torch.int64)
    return ((k * 2654435761 + salt * 40503 + 12345) % 4294967296).double() / 4294967296.0


def pair(value):
    if isinstance(value, str):
        return tuple(int(v) for v in value.split('x'))
    return (value, value)


def same_padding(size, kernel, stride):
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


ACTIVATIONS = {
    'linear': lambda x: x, 'relu': F.relu, 'sigmoid': torch.sigmoid, 'tanh': torch.tanh, 'elu': F.elu,
    'leaky_relu': lambda x: F.leaky_relu(x, 0.2), 'softmax': lambda x: torch.softmax(x, -1),
}


class Net:
    """Runs a list of layer specs; images are (batch, height, width, channels)."""

    def __init__(self, layers):
        self.layers, self.arrays, self.state, self.penalty = layers, [], [], 0.0

    def parameters_of(self, number, shapes):
        flat = (hash_unit(sum(torch.Size(s).numel() for s in shapes), number) - 0.5) * 0.8
        made, at = [], 0
        for shape in shapes:
            size = torch.Size(shape).numel()
            made.append(flat[at:at + size].reshape(shape).clone().requires_grad_())
            at += size
        self.arrays += [(number, a) for a in made]
        return made

    def run(self, x):
        self.kernels = {}
        for number, layer in enumerate(self.layers, 1):
            x = getattr(self, layer['kind'])(number, layer, x)
        return x

    def dense(self, number, s, x):
        x = x.reshape(len(x), -1)
        kernel, bias = self.parameters_of(number, [(x.shape[1], s['units']), (s['units'],)])
        self.kernels[number - 1] = kernel
        return ACTIVATIONS[s.get('activation', 'linear')](x @ kernel + bias)

    def contractive_dense(self, number, s, x):
        x = x.reshape(len(x), -1)
        kernel, bias = self.parameters_of(number, [(x.shape[1], s['units']), (s['units'],)])
        f = lambda sample: ACTIVATIONS[s['activation']](sample @ kernel + bias)
        norms = [torch.autograd.functional.jacobian(f, sample, create_graph=True).square().sum() for sample in x]
        self.penalty = self.penalty + s['contraction'] * sum(norms) / len(x)
        return f(x)

    def tied_dense(self, number, s, x):
        kernel = self.kernels[s['tied_to']]
        bias, = self.parameters_of(number, [(kernel.shape[0],)])
        return ACTIVATIONS[s.get('activation', 'linear')](x @ kernel.T + bias)

    def conv2d(self, number, s, x):
        (kh, kw), (sh, sw) = pair(s['kernel_size']), pair(s.get('strides', 1))
        kernel, bias = self.parameters_of(number, [(kh, kw, x.shape[3], s['filters']), (s['filters'],)])
        x = x.permute(0, 3, 1, 2)
        if s.get('padding') == 'same':
            x = F.pad(x, (*same_padding(x.shape[3], kw, sw), *same_padding(x.shape[2], kh, sh)))
        y = F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, (sh, sw)).permute(0, 2, 3, 1)
        return ACTIVATIONS[s.get('activation', 'linear')](y)

    def conv2d_transpose(self, number, s, x):
        (kh, kw), (sh, sw) = pair(s['kernel_size']), pair(s.get('strides', 1))
        kernel, bias = self.parameters_of(number, [(kh, kw, s['filters'], x.shape[3]), (s['filters'],)])
        y = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), None, (sh, sw))
        for axis, (size, k, stride) in ((2, (x.shape[1], kh, sh)), (3, (x.shape[2], kw, sw))):
            same = s.get('padding') == 'same'
            wanted = size * stride + (0 if same else max(k - stride, 0))
            before = max((size - 1) * stride + k - wanted, 0) // 2 if same else 0
            missing = max(before + wanted - y.shape[axis], 0)
            y = F.pad(y, (0, missing) if axis == 3 else (0, 0, 0, missing))
            y = y.narrow(axis, before, wanted)
        return ACTIVATIONS[s.get('activation', 'linear')](y.permute(0, 2, 3, 1) + bias)

    def pool(self, s, x, average):
        (kh, kw) = pair(s.get('pool_size', 2))
        (sh, sw) = pair(s.get('strides', s.get('pool_size', 2)))
        x = x.permute(0, 3, 1, 2)
        pads = (0, 0, 0, 0)
        if s.get('padding') == 'same':
            pads = (*same_padding(x.shape[3], kw, sw), *same_padding(x.shape[2], kh, sh))
        if average:
            total = F.avg_pool2d(F.pad(x, pads), (kh, kw), (sh, sw))
            y = total / F.avg_pool2d(F.pad(torch.ones_like(x), pads), (kh, kw), (sh, sw))
        else:
            y = F.max_pool2d(F.pad(x, pads, value=-1e30), (kh, kw), (sh, sw))
        return y.permute(0, 2, 3, 1)

    def max_pooling2d(self, number, s, x):
        return self.pool(s, x, False)

    def average_pooling2d(self, number, s, x):
        return self.pool(s, x, True)

    def scale(self, x, size, interpolation):
        mode = {'nearest': 'nearest-exact', 'bilinear': 'bilinear'}[interpolation]
        return F.interpolate(x.permute(0, 3, 1, 2), size=size, mode=mode).permute(0, 2, 3, 1)

    def up_sampling2d(self, number, s, x):
        height, width = pair(s.get('size', 2))
        return self.scale(x, (x.shape[1] * height, x.shape[2] * width), s.get('interpolation', 'nearest'))

    def resizing(self, number, s, x):
        return self.scale(x, (s['height'], s['width']), s.get('interpolation', 'bilinear'))

    def batch_normalization(self, number, s, x):
        channels = x.shape[-1]
        gamma, beta = self.parameters_of(number, [(channels,), (channels,)])
        rows = x.reshape(-1, channels)
        momentum = s.get('momentum', 0.99)
        self.state.append((number, 'moving_mean', (1 - momentum) * rows.mean(0)))
        self.state.append((number, 'moving_variance', momentum + (1 - momentum) * rows.var(0, unbiased=False)))
        return F.batch_norm(rows, None, None, gamma, beta, True, eps=s.get('epsilon', 0.001)).reshape(x.shape)

    def flatten(self, number, s, x):
        return x.reshape(len(x), -1)

    def reshape(self, number, s, x):
        shape = s['target_shape']
        return x.reshape(len(x), *([shape] if isinstance(shape, int) else [int(v) for v in shape.split('x')]))

    def leaky_relu(self, number, s, x):
        return F.leaky_relu(x, s.get('negative_slope', 0.3))

    def elu(self, number, s, x):
        return F.elu(x, s.get('alpha', 1.0))

    def activation(self, number, s, x):
        return ACTIVATIONS[s['activation']](x)

    def activity_regularization(self, number, s, x):
        self.penalty = self.penalty + (s.get('l1', 0) * x.abs().sum() + s.get('l2', 0) * x.square().sum()) / len(x)
        return x

    def kl_sparsity(self, number, s, x):
        mean, rho = x.mean(0), s.get('target', 0.05)
        self.penalty = self.penalty + s['weight'] * (rho * (rho / mean).log() +
                                                     (1 - rho) * ((1 - rho) / (1 - mean)).log()).sum()
        return x


def conv(kind='conv2d', **settings):
    return {'kind': kind, 'filters': 3, 'kernel_size': 3, **settings}


FIRST = {'kind': 'conv2d', 'filters': 2, 'kernel_size': 1, 'activation': 'tanh'}  # so that input gradients count too
LAST = {'kind': 'dense', 'units': 2, 'activation': 'tanh'}
IMAGE = [7, 6, 2]
CASES = {}
for name, layer in {
    'conv valid': conv(activation='tanh'), 'conv same': conv(padding='same', activation='sigmoid'),
    'conv same stride 2': conv(padding='same', strides=2), 'conv valid stride 3x2': conv(strides='3x2'),
    'conv 5x2 same': conv(kernel_size='5x2', padding='same'), 'conv even same': conv(kernel_size=4, padding='same'),
    'conv softmax': conv(activation='softmax'),
    'transpose valid': conv('conv2d_transpose'), 'transpose same stride 2': conv('conv2d_transpose', padding='same', strides=2),
    'transpose valid stride 3': conv('conv2d_transpose', kernel_size=2, strides=3),
    'transpose same 5x4 stride 2': conv('conv2d_transpose', kernel_size='5x4', padding='same', strides=2, activation='tanh'),
    'transpose same small kernel': conv('conv2d_transpose', kernel_size=1, padding='same', strides=2),
    'max pool': {'kind': 'max_pooling2d'}, 'max pool same': {'kind': 'max_pooling2d', 'padding': 'same'},
    'max pool 3 stride 2 same': {'kind': 'max_pooling2d', 'pool_size': 3, 'strides': 2, 'padding': 'same'},
    'max pool 3x2 stride 1': {'kind': 'max_pooling2d', 'pool_size': '3x2', 'strides': 1},
    'average pool': {'kind': 'average_pooling2d'}, 'average pool same': {'kind': 'average_pooling2d', 'padding': 'same'},
    'average pool 3 stride 2 same': {'kind': 'average_pooling2d', 'pool_size': 3, 'strides': 2, 'padding': 'same'},
    'upsample': {'kind': 'up_sampling2d'}, 'upsample 2x3': {'kind': 'up_sampling2d', 'size': '2x3'},
    'upsample bilinear': {'kind': 'up_sampling2d', 'interpolation': 'bilinear'},
    'resize': {'kind': 'resizing', 'height': 4, 'width': 9}, 'resize nearest': {'kind': 'resizing', 'height': 10, 'width': 4,
                                                                                'interpolation': 'nearest'},
    'batch normalization': {'kind': 'batch_normalization'},
    'leaky relu': {'kind': 'leaky_relu'}, 'leaky relu 0.1': {'kind': 'leaky_relu', 'negative_slope': 0.1},
    'elu': {'kind': 'elu'}, 'elu 0.7': {'kind': 'elu', 'alpha': 0.7},
    'activation softmax': {'kind': 'activation', 'activation': 'softmax'},
    'activation leaky relu': {'kind': 'activation', 'activation': 'leaky_relu'},
    'flatten': {'kind': 'flatten'}, 'reshape': {'kind': 'reshape', 'target_shape': '3x14x2'},
    'activity regularization': {'kind': 'activity_regularization', 'l1': 0.01, 'l2': 0.02},
}.items():
    CASES[name] = (IMAGE, [FIRST, layer, LAST])
CODE = {'kind': 'dense', 'units': 4, 'activation': 'sigmoid'}
CASES['batch normalization, flat'] = ([8], [CODE, {'kind': 'batch_normalization', 'momentum': 0.9, 'epsilon': 0.01}, LAST])
CASES['batch normalization twice'] = (IMAGE, [FIRST, {'kind': 'batch_normalization'}, conv(padding='same'),
                                              {'kind': 'batch_normalization'}, {'kind': 'leaky_relu'}, LAST])
CASES['batch normalization first and last'] = ([6], [{'kind': 'batch_normalization'}, LAST, {'kind': 'batch_normalization'}])
CASES['kl sparsity'] = ([8], [CODE, {'kind': 'kl_sparsity', 'target': 0.1, 'weight': 0.3}, LAST])
CASES['tied weights'] = ([6], [CODE, {'kind': 'tied_dense', 'tied_to': 0, 'activation': 'sigmoid'}])
CASES['tied weights, deep'] = ([6], [CODE, {'kind': 'dense', 'units': 3, 'activation': 'tanh'},
                                     {'kind': 'tied_dense', 'tied_to': 1, 'activation': 'tanh'},
                                     {'kind': 'tied_dense', 'tied_to': 0, 'activation': 'sigmoid'}])
for activation in ('linear', 'sigmoid', 'tanh'):
    CASES['contractive ' + activation] = ([6], [{'kind': 'contractive_dense', 'units': 4, 'contraction': 0.1,
                                                 'activation': activation}, LAST])


def run(shape, layers):
    net = Net(layers)
    size = torch.Size(shape).numel()
    output = net.run((hash_unit(BATCH * size, 1000)**2).reshape(BATCH, *shape)).reshape(BATCH, -1)
    target = hash_unit(output.numel(), 2000).reshape(output.shape)
    loss = (output - target).square().mean() + net.penalty
    loss.backward()
    short = lambda tensor: [float(f'{v:.7g}') for v in tensor.detach().flatten().tolist()]
    return {'input': shape, 'layers': layers, 'loss': loss.item(), 'output': short(output),
            'gradients': [{'layer': n, 'values': short(a.grad)} for n, a in net.arrays],
            'state': [{'layer': n, 'name': name, 'values': short(v)} for n, name, v in net.state]}


print(json.dumps({'batch': BATCH, 'cases': {name: run(*case) for name, case in CASES.items()}}, separators=(',', ':')).replace('},"', '},\n"'))
