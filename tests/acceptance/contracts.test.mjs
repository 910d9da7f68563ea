// The contracts are OpenAPI 3.1 that others can read, say how each rule is known, and hold what the
// providers' reference pages list: no less, and nothing twice.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { apis, complaints, constraints, contract, places, resolve, schemaNodes, validators } from './contract.mjs';

const contracts = apis.map(contract);
const suites = process.env.UNDERSTUDY_SUITES ?? fileURLToPath(new URL('../../../shared/suites', import.meta.url));
const absent = ['schemas'].filter((name) => !existsSync(`${suites}/${name}`));
const needsSuites = { skip: absent.length > 0 && `skipped, ${absent.length} suites absent` };

// ---- OpenAPI

const dialect = 'https://spec.openapis.org/oas/3.1/dialect/WORK-IN-PROGRESS';

/**
 * The published schema, with its dialect: so that the schemas inside a document are checked as well.
 * It binds the two by $dynamicRef, to an anchor below the root, which ajv does not find; so they are bound by
 * $ref here, to what the $dynamicRef leads to.
 */
function openapi() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addFormat('media-range', true); // the published schema's own; ajv does not know it
  const published = (name) => parse(readFileSync(`${suites}/schemas/openapi-3.1.${name}.yaml`, 'utf8'),
    (key, value) => value?.$dynamicRef === '#meta' ? { $ref: dialect } : value);
  ajv.addSchema(published('meta')).addSchema(published('dialect')).addSchema(published('schema'));
  return ajv.compile(published('schema-base'));
}

test('every contract conforms to the published schema of OpenAPI 3.1', needsSuites, () => {
  const validate = openapi();
  for (const { api, document } of contracts) {
    validate(document);
    assert.deepEqual(complaints(validate), [], api);
  }
  for (const spoil of [
    (d) => delete d.info.title,
    (d) => { d.components.schemas.Run.properties.id = { type: 'strnig' }; },
    (d) => { d.components.schemas.Run.properties.id = { maxLength: -1 }; },
  ]) {
    const { document } = contract('noxus');
    spoil(document);
    assert.equal(validate(document), false, `a spoilt contract passed: ${spoil}`);
  }
});

// ---- Evidence

test('every constraint says how it is known, and where to look it up', () => {
  const words = ['documented', 'published', 'inferred'];
  for (const each of contracts) {
    let checked = 0;
    for (const { pointer, schema } of schemaNodes(each)) {
      for (const keyword of constraints.filter((k) => k in schema)) {
        const of = (extension) => typeof schema[extension] === 'object' ? schema[extension][keyword] : schema[extension];
        assert.ok(words.includes(of('x-evidence')), `${each.api} ${pointer}: ${keyword} without x-evidence`);
        assert.ok(of('x-source')?.length > 0, `${each.api} ${pointer}: ${keyword} without x-source`);
        ++checked;
      }
      for (const extension of ['x-evidence', 'x-source'])
        for (const keyword of Object.keys(typeof schema[extension] === 'object' ? schema[extension] : {}))
          assert.ok(keyword in schema, `${each.api} ${pointer}: ${extension} of ${keyword}, which is not there`);
    }
    assert.ok(checked > 50, `${each.api}: only ${checked} constraints seen`);
  }
});

// ---- Lifecycle

test("a run's life is told in the states that its field may hold", () => {
  for (const { api, document, operation } of contracts) {
    const life = operation['x-lifecycle'];
    const field = life.field.slice(1).split('/').reduce(
      (schema, name) => resolve(document, schema).properties[name], operation.responses[200].content['application/json'].schema);
    assert.deepEqual([...life.states].sort(), [...(field.enum ?? field['x-known-values'])].sort(), `${api}: states`);
    const named = [...life.initial, ...life.terminal, ...Object.keys(life.moves), ...Object.values(life.moves).flat()];
    assert.deepEqual(named.filter((s) => !life.states.includes(s)), [], `${api}: states that are none`);
    assert.deepEqual(life.terminal.filter((s) => life.moves[s]?.length), [], `${api}: moves from a terminal state`);
    const reached = new Set(life.initial);
    for (const state of reached) for (const next of life.moves[state] ?? []) reached.add(next);
    assert.equal(reached.size, life.states.length, `${api}: states that nothing leads to`);
  }
});

// ---- Counts

const happyrobot = [...places(contracts[0])];
const withEnum = (all) => all.filter(({ schema }) => schema.enum);
const values = (schema) => schema.enum.filter((v) => v !== null);
const lengthEvidence = (schema) => schema['x-evidence'].maxLength ?? schema['x-evidence'];
const count = (list, word) => list.filter((schema) => lengthEvidence(schema) === word).length;

// The page lists its constraints in the order of the fields, without the fields' names.
const page = [
  'scheduled running completed canceled failed', 'correct incorrect critical', 100, 16,
  'queued connecting in-progress completed busy missed voicemail canceled failed', 'outbound inbound text', 'assistant user tool event',
  ...Array(17).fill(256),
  'open approved rejected closed', 'low medium high', 'transcriber message tool_call end_of_sentence run interruption',
  256, 256,
];

test("HappyRobot: the contract's constraints, read in the order of the fields, are the page's", () => {
  const read = (leaveOut) => happyrobot
    .filter(({ path, schema }) => (schema.enum || schema.maxLength) && !leaveOut.test(path))
    .map(({ schema }) => schema.maxLength ?? values(schema).join(' '));
  // In each node-output block one of the two descriptions has a length; the page fits either.
  assert.deepEqual(read(/integration\.description$/), page);
  assert.deepEqual(read(/event\.description$/), page);
});

test('HappyRobot: 8 enums of 37 values; 21 lengths on the page, 19 of them certain, the other 2 spread over 4 places', () => {
  assert.equal(withEnum(happyrobot).length, 8);
  assert.equal(withEnum(happyrobot).flatMap(({ schema }) => values(schema)).length, 37);
  assert.equal(page.filter((entry) => typeof entry === 'number').length, 21);

  const inPlaces = happyrobot.map(({ schema }) => schema).filter((s) => s.maxLength);
  assert.equal(count(inPlaces, 'documented'), 2 + 15 + 2);
  assert.equal(count(inPlaces, 'inferred'), 4);
  assert.equal(inPlaces.length, 23);

  const written = [...schemaNodes(contracts[0])].map(({ schema }) => schema).filter((s) => s.maxLength);
  assert.equal(count(written, 'documented'), 12); // the two node-output blocks share one schema
  assert.equal(count(written, 'inferred'), 2);
});

test('HappyRobot: every field is required', () => {
  assert.deepEqual(happyrobot.filter(({ optional }) => optional).map(({ path }) => path), []);
});

test('Noxus: 2 enums of 8 values, no lengths, 6 required fields', () => {
  const all = [...places(contracts[1])];
  assert.equal(withEnum(all).length, 2);
  assert.equal(withEnum(all).flatMap(({ schema }) => values(schema)).length, 8);
  assert.deepEqual(all.filter(({ schema }) => schema.maxLength), []);
  assert.deepEqual(all.filter(({ path, optional }) => !optional && !path.endsWith('[]')).map(({ path }) => path),
    ['id', 'group_id', 'workflow_id', 'input', 'status', 'created_at']);
});

test('Duckie: no enum and no length, 9 known values in 2 fields, only data required', () => {
  const all = [...places(contracts[2])];
  assert.deepEqual(all.filter(({ schema }) => schema.enum || schema.maxLength), []);
  const known = all.filter(({ schema }) => schema['x-known-values']);
  assert.deepEqual(known.map(({ path }) => path), ['data.status', 'data.resolution.type']);
  assert.equal(known.flatMap(({ schema }) => schema['x-known-values']).length, 9);
  assert.deepEqual(all.filter(({ path, optional }) => !optional && !path.endsWith('[]')).map(({ path }) => path), ['data']);
});

// ---- Examples

test('every example conforms: the 200, and what a mock answers to a request that fails', () => {
  for (const each of contracts) {
    for (const [status, validate] of validators(each)) {
      const { example } = each.operation.responses[status].content['application/json'];
      assert.notEqual(example, undefined, `${each.api} ${status}: no example`);
      validate(example);
      assert.deepEqual(complaints(validate), [], `${each.api} ${status}`);
    }
  }
});

test('Duckie: each failing status has one code, and refuses the others', () => {
  const codes = { 400: 'invalid_request', 401: 'unauthenticated', 403: 'permission_denied', 404: 'not_found', 429: 'rate_limited', 500: 'internal_error' };
  const validate = validators(contracts[2]);
  for (const status of Object.keys(codes)) {
    for (const code of Object.values(codes)) {
      const error = { code, message: 'No.', request_id: 'req_1' };
      assert.equal(validate.get(Number(status))({ error }), code === codes[status], `${status} ${code}`);
    }
  }
});
