// Networks that hold every kind of layer in the ways that exporters may get wrong: odd sizes, strides, margins on one
// side, images turned into vectors and back. Each is [name, input, layers].
const conv = (filters, kernel_size, more = {}) => ({ kind: 'conv2d', filters, kernel_size, ...more });
const up = (filters, kernel_size, more = {}) => ({ kind: 'conv2d_transpose', filters, kernel_size, ...more });
const dense = (units, activation = 'linear') => ({ kind: 'dense', units, activation });
const same = { padding: 'same' };

export const networks = [
  ['every activation', [6], ['linear', 'relu', 'sigmoid', 'tanh', 'leaky_relu', 'elu', 'softmax'].map((name) => dense(6, name))],
  ['activation layers', [6], [
    dense(6), { kind: 'leaky_relu' }, { kind: 'leaky_relu', negative_slope: 0.07 }, dense(6), { kind: 'elu' },
    { kind: 'elu', alpha: 0.5 }, dense(6), { kind: 'activation', activation: 'tanh' },
  ]],
  ['convolutions', [9, 7, 2], [
    conv(3, 3, { activation: 'relu' }), conv(4, '3x2', { ...same, activation: 'tanh' }), conv(5, 4, { strides: 2, ...same }),
    conv(4, 2, { strides: 1, ...same }), { kind: 'flatten' }, dense(126),
  ]],
  ['transposed convolutions', [4, 3, 2], [
    up(3, 3, { strides: 2, ...same, activation: 'relu' }), up(2, 4, { strides: 2 }), up(3, 2, { strides: 3 }),
    up(2, 1, { strides: 2, ...same }), up(2, '2x5', { ...same }), { kind: 'flatten' }, dense(24),
  ]],
  ['pooling', [11, 7, 3], [
    { kind: 'max_pooling2d', ...same }, { kind: 'average_pooling2d', pool_size: 3, strides: 2, ...same },
    { kind: 'average_pooling2d', pool_size: 2, strides: 1 }, { kind: 'max_pooling2d', pool_size: '2x1', strides: 1, ...same },
    dense(231),
  ]],
  ['sizes', [4, 5, 2], [
    { kind: 'up_sampling2d' }, { kind: 'resizing', height: 7, width: 9 }, conv(3, 2),
    { kind: 'resizing', height: 10, width: 3, interpolation: 'nearest' }, { kind: 'up_sampling2d', interpolation: 'bilinear' },
    { kind: 'up_sampling2d', size: 3 }, { kind: 'resizing', height: 4, width: 5, interpolation: 'bilinear' }, conv(2, 1),
  ]],
  ['normalization and noise', [6, 6, 2], [
    conv(4, 3, same), { kind: 'batch_normalization' }, { kind: 'dropout', rate: 0.5 }, { kind: 'flatten' },
    { kind: 'gaussian_noise', stddev: 0.5 }, dense(72), { kind: 'batch_normalization', epsilon: 0.1, momentum: 0.5 },
    { kind: 'reshape', target_shape: '6x6x2' }, { kind: 'activation', activation: 'sigmoid' },
  ]],
  ['shapes', [24], [
    { kind: 'reshape', target_shape: '3x4x2' }, conv(4, 3, same), { kind: 'reshape', target_shape: '4x6x2' },
    conv(2, 1), { kind: 'reshape', target_shape: 48 }, dense(24, 'sigmoid'),
  ]],
  ['tied', [12], [dense(5, 'relu'), dense(3, 'tanh'), { kind: 'tied_dense', tied_to: 1, activation: 'relu' },
    { kind: 'tied_dense', tied_to: 0, activation: 'sigmoid' }]],
  ['penalties', [12], [
    { kind: 'contractive_dense', units: 6, activation: 'sigmoid', contraction: 0.1 }, { kind: 'activity_regularization', l1: 0.01 },
    { kind: 'kl_sparsity', target: 0.1, weight: 0.2 }, dense(12, 'sigmoid'),
  ]],
  ['variational', [12], [dense(8, 'relu'), dense(6), { kind: 'sampling', beta: 0.5 }, dense(12, 'sigmoid')]],
];
