// The command line as a program among others: its version, where it is installed, what goes to which stream, what it exits
// with, and what completes its words.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { good, lab, program, readSafetensors, refused, root } from './support/lab.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-line-'));
after(() => rmSync(scratch, { recursive: true }));
const inScratch = (name) => path.join(scratch, name);

const SHORT = ['--epochs', '1', '--train-size', '128'];
const EXPLODING = ['train', 'lab-dae', '--epochs', '3', '--set', 'learning_rate=10'];

const run = (command, words, options = {}) => spawnSync(command, words, { encoding: 'utf8', ...options });
const missing = (shell) => (run(shell, ['--version']).status === 0 ? false : `skipped: no ${shell}`);

test('the version is the one of CMake', () => {
  const [, version] = /project\(AutoencoderLab VERSION ([\d.]+)/.exec(readFileSync(path.join(root, 'CMakeLists.txt'), 'utf8'));
  assert.equal(good('--version'), `lab ${version}\n`);
});

test('installed, it finds its typeface beside itself, wherever that is', () => {
  const prefix = inScratch('prefix');
  const installed = run('cmake', ['--install', path.dirname(program), '--prefix', prefix]);
  assert.equal(installed.status, 0, installed.stderr);
  assert.deepEqual(readdirSync(path.join(prefix, 'share')).sort(), ['autoencoder-lab', 'bash-completion', 'fish', 'zsh']);
  const moved = path.join(prefix, 'bin/lab');
  const { status, stderr } = run(moved, ['train', 'lab-dae', ...SHORT, '--out', inScratch('moved')], { cwd: scratch });
  assert.equal(status, 0, stderr);
  const bytes = readFileSync(moved);
  assert.ok(!bytes.includes(path.join(root, 'build')), 'the program knows where it was built');

  // Alone it says what it misses.
  copyFileSync(moved, inScratch('lab'));
  const alone = run(inScratch('lab'), ['train', 'lab-dae', ...SHORT, '--out', inScratch('alone')]);
  assert.equal(alone.status, 2);
  assert.match(alone.stderr, /share\/autoencoder-lab\/Inter-Regular\.otf cannot be opened/);
});

test('--quiet leaves errors and results alone', () => {
  const out = inScratch('quiet');
  assert.deepEqual(lab('train', 'lab-dae', ...SHORT, '--quiet', '--out', out), { status: 0, stdout: '', stderr: '' });
  assert.ok(existsSync(path.join(out, 'model.aelab')));
  assert.match(good('list', '--quiet'), /lab-dae/);
  const model = path.join(out, 'model.aelab');
  for (const words of [['export', model, '--npz', inScratch('w.npz')], ['figure', 'first-ten', model, '--out', inScratch('f.png')]]) {
    assert.equal(good(...words, '--quiet'), '');
  }
  refused(/no preset called/, 'train', 'gan', '--quiet');
});

test('--json - puts JSON alone on standard output', () => {
  const { status, stdout, stderr } = lab('train', 'lab-dae', ...SHORT, '--json', '-');
  assert.equal(status, 0);
  const figures = JSON.parse(stdout);
  assert.equal(figures.preset, 'lab-dae');
  assert.match(stderr, /Epoch 1\/1/);
  const quiet = lab('train', 'lab-dae', ...SHORT, '--json', '-', '--quiet');
  assert.equal(JSON.parse(quiet.stdout).epochs[0].loss, figures.epochs[0].loss);
  assert.equal(quiet.stderr, '');
  const stacked = lab('stack', 'stacked-ae', '--epochs', '3', '--train-size', '64', '--json', '-');
  assert.equal(stacked.status, 0, stacked.stderr);
  JSON.parse(stacked.stdout);
});

test('training that diverges says so, keeps what was good and has an exit code of its own', () => {
  const out = inScratch('diverged');
  const { status, stderr } = lab(...EXPLODING, '--out', out, '--json', inScratch('diverged.json'));
  assert.equal(status, 3);
  assert.match(stderr, /^lab: The loss .*: the steps were too large.*half the learning rate, 5, may do\.\n$/);
  assert.equal(JSON.parse(readFileSync(inScratch('diverged.json'))).state, 'diverged');
  good('export', path.join(out, 'model.aelab'), '--safetensors', inScratch('diverged.safetensors'));
  const kernel = readSafetensors(inScratch('diverged.safetensors'))['dense/kernel'].values;
  assert.ok(kernel.every((value) => Math.abs(value) < 1) && kernel.some((value) => value !== 0));

  // A sweep goes on with its other runs.
  const sweep = good('sweep', 'lab-dae', '--grid', 'learning_rate=0.001,10', ...SHORT, '--set', 'batch_size=32', '--out', inScratch('sweep'));
  assert.match(sweep, /^10 .*\(1 diverged\)$/m);
});

test('exit codes are listed, and hold', () => {
  const help = good('--help');
  for (const code of [0, 2, 3, 130]) assert.match(help, new RegExp(`\\b${code}\\b`));
  for (const words of [[], ['learn'], ['train'], ['train', 'gan'], ['train', 'mlp', '--fast'], ['train', 'mlp', '--threads', '0']]) {
    const { status, stderr } = lab(...words);
    assert.equal(status, 2, words.join(' '));
    assert.notEqual(stderr, '');
  }
});

test('--train-size 0 is all images, as the help says', () => {
  assert.match(good('train', '--help').replace(/\s+/g, ' '), /How many training images to use; 0, the default, takes all/);
  assert.match(good('train', 'lab-dae', '--epochs', '1', '--train-size', '0'), /60,000 training images/);
});

/// What somebody sees who runs it in a terminal.
function inTerminal(words, environment) {
  const command = [program, ...words].map((word) => `'${word}'`).join(' ');
  const { stdout } = run('script', ['-qec', command, '/dev/null'], { env: { ...process.env, TERM: 'xterm', NO_COLOR: '', ...environment } });
  return stdout;
}

test('progress and colour are for terminals, and NO_COLOR is heeded', { skip: missing('script') }, () => {
  const words = ['train', 'conv-dae', '--epochs', '1', '--train-size', '600'];
  assert.match(inTerminal(words), /\r\d+\/\d+ \[[=>.]+\] - loss/);
  assert.doesNotMatch(inTerminal(words, { TERM: 'dumb' }), /\[[=>.]+\]|\x1b/);
  assert.doesNotMatch(good(...words), /\[[=>.]+\]|\x1b/);
  assert.doesNotMatch(inTerminal([...words, '--quiet']), /\S/);

  assert.match(inTerminal(['train', 'gan']), /\x1b\[31mlab:\x1b\[0m There is no preset/);
  assert.match(inTerminal(['train', 'gan'], { NO_COLOR: '1' }), /^lab: There is no preset/);
  assert.match(lab('train', 'gan').stderr, /^lab: There is no preset/);
});

for (const [shell, check] of [['bash', ['-n']], ['zsh', ['-n']], ['fish', ['--no-execute']]]) {
  test(`completions for ${shell} are a script that it can read`, { skip: missing(shell) }, () => {
    writeFileSync(inScratch(shell), good('completions', shell));
    const { status, stderr } = run(shell, [...check, inScratch(shell)]);
    assert.equal(status, 0, stderr);
  });
}

test('completions know every command and option that there is', () => {
  const scripts = ['bash', 'zsh', 'fish'].map((shell) => good('completions', shell));
  const commands = [...good('--help').split('Subcommands:')[1].matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
  assert.ok(commands.length >= 18);
  for (const command of commands) {
    const options = [...good(command, '--help').matchAll(/^ {2}(?:-\w,)?--([a-z-]+)/gm)].map(([, name]) => name);
    assert.ok(options.includes('quiet'), command);
    const [bash, zsh, fish] = scripts;
    const [, bashWords] = new RegExp(`^ *${command}\\\\ -\\*\\) words='([^']*)'`, 'm').exec(bash);
    const [, zshWords] = new RegExp(`^    ${command}\\)\\n([^]*?)\\n      ;;`, 'm').exec(zsh);
    for (const option of options) {
      assert.ok(bashWords.split(' ').includes(`--${option}`), `${command} --${option} in bash`);
      assert.ok(zshWords.includes(`'*--${option}[`), `${command} --${option} in zsh`);
      assert.ok(fish.includes(`from ${command}' -l ${option} `), `${command} --${option} in fish`);
    }
  }
  refused(/shell/, 'completions', 'csh');
});

test('bash completes commands, presets, options and values', () => {
  writeFileSync(inScratch('lab.bash'), good('completions', 'bash'));
  const complete = (...words) => {
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lab; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['-c', script, 'bash', inScratch('lab.bash'), 'lab', ...words]).stdout.trim().split('\n');
  };
  assert.deepEqual(complete('st'), ['stack']);
  assert.deepEqual(complete('train', 'lab-'), ['lab-dae', 'lab-level-up']);
  assert.deepEqual(complete('train', 'mlp', '--js'), ['--json']);
  assert.deepEqual(complete('train', 'mlp', '--noise', 's'), ['salt-pepper', 'speckle']);
  assert.deepEqual(complete('train', 'mlp', '--set', 'learn'), ['learning_rate=']);
  assert.deepEqual(complete('figure', 'b'), ['between']);
  assert.deepEqual(complete('train', 'mlp', '--out', ''), ['']);
});
