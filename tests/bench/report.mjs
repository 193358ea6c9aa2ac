// The benchmarks' results as tables. A result is {samplesPerSecond, predictMs}; `results` maps a workload's id and a
// competitor's name, with a blank between, to a list of them, one per round.

export const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const figure = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

const header = (title, columns) => [`| ${title} | ${columns.join(' | ')} |`, `| --- |${' --- |'.repeat(columns.length)}`];
const rows = (names, columns, cell) => names.map((name) => `| ${name} | ${columns.map((column) => cell(column, name)).join(' | ')} |`);

/// Speeds, the ratios of the first competitor's to those of the others, and times for one image.
export function trainingTables(workloads, competitors, results) {
  const titles = workloads.map(({id, preset}) => `${id} \`${preset}\``);
  const of = ({id}, name, field) => results.get(`${id} ${name}`)?.map((result) => result[field]);
  const [reference, ...others] = competitors;
  const speed = (workload, name) => {
    const values = of(workload, name, 'samplesPerSecond');
    return values ? `${figure(middle(values))} (${figure(Math.min(...values))} to ${figure(Math.max(...values))})` : '-';
  };
  const ratio = (compare) => (workload, name) => {
    const [ours, theirs] = [reference, name].map((one) => of(workload, one, 'samplesPerSecond'));
    return ours && theirs ? `${compare(ours, theirs).toFixed(2)}x` : '-';
  };
  // A slow minute of the machine slows both.
  const roundByRound = (ours, theirs) => middle(ours.map((value, round) => value / theirs[round]));
  const fastest = (ours, theirs) => Math.max(...ours) / Math.max(...theirs);
  const ratioTable = (title, compare) => [
    ...header(`${reference}, ${title}`, titles),
    ...rows(others, workloads, ratio(compare)).map((row) => row.replace('| ', '| against ')),
  ];
  const time = (workload, name) => {
    const values = of(workload, name, 'predictMs');
    return values ? middle(values).toPrecision(2) : '-';
  };
  return [
    ...header('training, samples/s: median (lowest to highest)', titles),
    ...rows(competitors, workloads, speed),
    '',
    ...ratioTable("as a ratio, median of the rounds'", roundByRound),
    '',
    ...ratioTable('ratio of the fastest rounds', fastest),
    '',
    ...header('one image, ms', titles),
    ...rows(competitors, workloads, time),
  ].join('\n');
}

/// `lines` is what lab_step_bench printed: JSON with samples/s of one thread and of two, in turns of a millisecond, and how
/// they scale; `cores` is how a loop in registers scaled meanwhile.
export function scalingTable(lines) {
  const of = new Map(lines.map((line) => JSON.parse(line)).map((result) => [result.what, result]));
  const columns = {
    '1 thread': 'one', '2 threads': 'two', 'scaling': 'scaling', 'of the cores': 'cores',
    '1 thread, fastest turns': 'oneQuiet', '2 threads, fastest turns': 'twoQuiet', 'scaling, fastest turns': 'quietScaling',
    'of the cores, fastest turns': 'quietCores',
  };
  return [
    ...header('whole steps in turns, samples/s', Object.keys(columns)),
    ...rows([...of.keys()], Object.values(columns), (field, what) => figure(of.get(what)[field])),
  ].join('\n');
}

/// `speeds` maps presets to {threads: samples/s}; `counts` are the numbers of threads, of which the first is what the others are
/// compared with.
export function threadsTable(title, counts, speeds) {
  const [one, ...more] = counts;
  const columns = [`${one} thread, samples/s`, ...more.map((threads) => `${threads} threads`)];
  const cell = (column, preset) => {
    const threads = counts[columns.indexOf(column)];
    const speed = speeds[preset][threads];
    return threads === one ? figure(speed) : `${figure(speed)} (${(speed / speeds[preset][one]).toFixed(2)}x)`;
  };
  return [...header(title, columns), ...rows(Object.keys(speeds), columns, cell)].join('\n');
}

/// `columns` maps titles to what lab_kernel_bench printed: a list of lines, each {what, unit, median} as JSON.
export function kernelTable(columns) {
  const builds = Object.values(columns).map((lines) => lines.map((line) => JSON.parse(line)));
  const body = builds[0].map(({what, unit}, i) => {
    const same = builds.map((build) => build[i]);
    if (same.some((line) => line?.what !== what)) throw new Error(`not every build of lab_kernel_bench measures "${what.trim()}" in line ${i + 1}`);
    return `| ${what.trim()} | ${unit} | ${same.map(({median}) => figure(median)).join(' | ')} |`;
  });
  return [...header('kernel, one thread', ['unit', ...Object.keys(columns)]), ...body].join('\n');
}
