// Our checker beside ajv, as ajv.sh runs it: node ajv.mjs BENCH_CHECK FOLDER ROUNDS
//
// FOLDER has an <api>.ndjson each. A round times, in turn, ajv over all lines (JSON.parse and validate of
// each; the lines are strings already) and `bench_check --once` over the same file (UTF-8, syntax, names given
// twice and every constraint, of bytes). Both hold the 200 body against the run operation's schema and would
// find everything; both run warm, on one thread.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { apis, complaints, contract, validators } from './contract.mjs';

const [bench, folder, rounds] = process.argv.slice(2);

function checkWithAjv(validate, lines) {
  for (const line of lines)
    if (!validate(JSON.parse(line))) throw new Error(`ajv: ${complaints(validate)} in a conforming document`);
}

function megabytesPerSecond(bytes, work) {
  const start = process.hrtime.bigint();
  work();
  return bytes * 1e3 / Number(process.hrtime.bigint() - start);
}

function ours(api, file) {
  const { status, stdout, stderr } = spawnSync(bench, ['--once', api, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench_check ended with ${status}: ${stderr}`);
  return Number(stdout);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (...cells) => console.log(cells[0].padEnd(12) + cells.slice(1).map((cell) => String(cell).padStart(12)).join(''));

row('API', 'bytes/doc', 'ajv, MB/s', 'check, MB/s', 'ratio');
for (const api of apis) {
  const file = `${folder}/${api}.ndjson`;
  const bytes = readFileSync(file);
  const lines = bytes.toString('utf8').trimEnd().split('\n');
  const validate = validators(contract(api)).get(200);
  checkWithAjv(validate, lines); // warm
  const figures = Array.from({ length: Number(rounds) }, () => {
    const ajv = megabytesPerSecond(bytes.length, () => checkWithAjv(validate, lines));
    const check = ours(api, file);
    return { ajv, check, ratio: check / ajv };
  });
  const of = (name, digits) => median(figures.map((figure) => figure[name])).toFixed(digits);
  row(api, Math.floor(bytes.length / lines.length), of('ajv', 0), of('check', 0), of('ratio', 2));
}
