// What is timed: rows of the course's experiments, with the batch size that each is trained with. `dense` lists the widths
// of a dense autoencoder for TensorFlow.js, whose WASM backend cannot train convolutions; PyTorch's networks are in
// peers/torch_bench.py under the same ids. `noise` is what the preset draws for every batch.
export const WORKLOADS = [
  {id: 'A4', preset: 'lab-dae', batch: 128, dense: [784, 32, 784], noise: ['gaussian', 0.5]},
  {id: 'A6', preset: 'sp-dae', batch: 64, dense: [784, 128, 96, 128, 784], noise: ['salt-pepper', 0.4]},
  {id: 'A2', preset: 'dense-ae-deep', batch: 128, dense: [784, 512, 32, 512, 784]},
  {id: 'B2', preset: 'conv-dae', batch: 64, noise: ['gaussian', 0.5]},
  {id: 'B3', preset: 'cifar-conv-ae', batch: 128},
  {id: 'C3', preset: 'cnn', batch: 128},
];
