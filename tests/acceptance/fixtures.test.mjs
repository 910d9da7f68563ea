// Every fixture holds against its contract by ajv, an engine that is not ours; together they reach every
// corner that the contracts name; and each drifted document breaks the one rule that it is named after.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { apis, complaints, contract, nullable, places, readJson, root, validators, walk } from './contract.mjs';

const files = (folder) => readdirSync(`${root}${folder}`).filter((f) => f.endsWith('.json')).sort();
const load = (api) => new Map(files(`fixtures/${api}`).map((f) => [f.slice(0, -'.json'.length), readJson(`${root}fixtures/${api}/${f}`)]));
const dashed = (path) => path.replaceAll('[]', '').replaceAll('.', '-').replaceAll('_', '-');
const at = (pointer, body) => pointer.slice(1).split('/').reduce((value, name) => value?.[name], body);

/** What a fixture's 200 bodies hold: path → its values, `undefined` among them where a property is absent. */
function seen(each, fixture) {
  const held = new Map();
  for (const { status, body } of fixture.responses)
    if (status === 200)
      walk(each, body, ({ path, value }) => held.set(path, [...(held.get(path) ?? []), value]));
  return held;
}

for (const api of apis) {
  const each = contract(api);
  const fixtures = load(api);
  const all = [...places(each)];
  const validate = validators(each);
  const life = each.operation['x-lifecycle'];

  test(`${api}: every response of every fixture conforms to the contract`, () => {
    assert.ok(fixtures.size >= 14, `only ${fixtures.size} fixtures`);
    for (const [name, { responses }] of fixtures) {
      for (const { at_ms, status, headers, body } of responses) {
        const where = `${name} at ${at_ms} ms`;
        assert.ok(validate.has(status), `${where}: status ${status} is not in the contract`);
        validate.get(status)(body);
        assert.deepEqual(complaints(validate.get(status)), [], where);
        if (status === 200) walk(each, body, ({ path, schema }) => assert.ok(schema, `${where}: ${path} is not in the contract`));
        assert.equal(headers['content-type'], 'application/json', where);
        for (const [field, { required }] of Object.entries(each.operation.responses[status].headers ?? {}))
          assert.ok(!required || /^\d+$/.test(headers[field.toLowerCase()]), `${where}: ${field}`);
      }
    }
  });

  test(`${api}: every fixture is one run, told in order`, () => {
    const id = life.field.replace(/status$/, 'id');
    for (const [name, fixture] of fixtures) {
      assert.equal(fixture.understudy_fixture, 1, name);
      assert.equal(fixture.api, api, name);
      assert.ok(fixture.description.length > 10, name);
      assert.equal(fixture.responses[0].at_ms, 0, name);
      fixture.responses.slice(1).forEach((r, i) => assert.ok(r.at_ms > fixture.responses[i].at_ms, `${name}: at_ms ${r.at_ms}`));
      // An id may be null or absent only where that is what the fixture is for.
      const ids = fixture.responses.map(({ body }) => at(id, body));
      const may = ['all-null', 'optional-absent'].includes(name) ? [fixture.run_id, null, undefined] : [fixture.run_id];
      assert.deepEqual(ids.filter((found) => !may.includes(found)), [], `${name}: ids other than ${fixture.run_id}`);
    }
    assert.equal(new Set([...fixtures.values()].map((f) => f.run_id)).size, fixtures.size, 'a run_id used twice');
  });

  test(`${api}: a life for each terminal state, by legal moves`, () => {
    const lives = [...fixtures].filter(([name]) => name.startsWith('life-'));
    assert.deepEqual(lives.map(([name]) => name.slice('life-'.length)).sort(), [...life.terminal].sort());
    for (const [name, { responses }] of lives) {
      const states = responses.map(({ body }) => at(life.field, body));
      assert.ok(states.length >= 3 && states.length <= 5, `${name}: ${states.length} responses`);
      assert.ok(life.initial.includes(states[0]), `${name} starts as ${states[0]}`);
      assert.equal(states.at(-1), name.slice('life-'.length));
      states.slice(1).forEach((state, i) =>
        assert.ok(state === states[i] || life.moves[states[i]].includes(state), `${name}: ${states[i]} to ${state}`));
    }
  });

  test(`${api}: every value of every list has a fixture of its own`, () => {
    let values = 0;
    for (const { path, schema } of all) {
      const kind = schema.enum ? 'enum' : 'known';
      for (const value of (schema.enum ?? schema['x-known-values'] ?? []).filter((v) => v !== null)) {
        const name = `${kind}-${dashed(path.replace(/^data\./, ''))}-${value}`;
        assert.ok(fixtures.has(name), `no fixture ${name}`);
        assert.ok(seen(each, fixtures.get(name)).get(path)?.includes(value), `${name} does not hold it`);
        ++values;
      }
    }
    assert.equal(values, [...fixtures.keys()].filter((name) => /^(enum|known)-/.test(name)).length, 'a fixture for no value');
  });

  test(`${api}: every nullable field is null somewhere, and holds a value somewhere`, () => {
    const nulls = seen(each, fixtures.get('all-null'));
    const held = [...fixtures.values()].map((fixture) => seen(each, fixture));
    const never = all.filter(({ path, schema }) => nullable(schema) && !nulls.get(path)?.includes(null));
    assert.deepEqual(never.map(({ path }) => path), [], 'never null');
    const empty = all.filter(({ path }) => !held.some((h) => h.get(path)?.some((v) => v !== null && v !== undefined)));
    assert.deepEqual(empty.map(({ path }) => path), [], 'never a value');
  });

  test(`${api}: every optional field is absent somewhere`, () => {
    const held = seen(each, fixtures.get('optional-absent'));
    const always = all.filter(({ path, optional }) => optional && !held.get(path)?.includes(undefined));
    assert.deepEqual(always.map(({ path }) => path), []);
  });

  test(`${api}: nobody's data: invented numbers, reserved hosts`, () => {
    for (const folder of [`fixtures/${api}`, `examples/drifted/${api}`]) {
      for (const f of files(folder)) {
        const text = readFileSync(`${root}${folder}/${f}`, 'utf8');
        for (const [, host] of text.matchAll(/(?:https?:\/\/|@)([\p{L}\p{N}.-]*[\p{L}\p{N}])/gu))
          assert.match(host, /(^|\.)(example\.com|[^.]+\.example)$/u, f);
        for (const [number] of text.matchAll(/\+1[\d ()-]{10,}/g))
          assert.match(number.replaceAll(/\D/g, ''), /^1\d{3}55501\d\d$/, f);
      }
    }
  });
}

test('happyrobot: every length is reached exactly, in characters of two, three and four bytes', () => {
  const each = contract('happyrobot');
  const held = seen(each, readJson(`${root}fixtures/happyrobot/limits-exact.json`));
  const limited = [...places(each)].filter(({ schema }) => schema.maxLength);
  assert.equal(limited.length, 23);
  for (const { path, schema } of limited) {
    const characters = [...held.get(path).at(-1)];
    assert.equal(characters.length, schema.maxLength, path);
    const bytes = new Set(characters.map((c) => Buffer.byteLength(c)));
    for (const width of [2, 3, 4]) assert.ok(bytes.has(width), `${path}: no character of ${width} bytes`);
  }
});

test('noxus: progress is 0 and 100', () => {
  assert.deepEqual(seen(contract('noxus'), readJson(`${root}fixtures/noxus/limits-exact.json`)).get('progress'), [0, 100]);
});

// ---- Drifted documents

// The keyword that ajv names for a rule; the rules below are none that JSON Schema knows.
const keyword = {
  'type.mismatch': 'type', 'null.unexpected': 'type', 'enum.unknown-value': 'enum', 'length.exceeded': 'maxLength',
  'format.invalid': 'format', 'number.out-of-range': 'maximum', 'property.missing': 'required',
};

const drifted = {
  happyrobot: ['body.malformed', 'enum.unknown-value', 'format.invalid', 'length.exceeded', 'null.unexpected', 'property.missing', 'property.undocumented', 'type.mismatch'],
  noxus: ['enum.unknown-value', 'null.unexpected', 'number.out-of-range', 'property.missing', 'property.undocumented', 'type.mismatch'],
  duckie: ['content-type.unexpected', 'format.invalid', 'header.invalid', 'header.missing', 'property.missing', 'status.undocumented', 'type.mismatch', 'value.unlisted'],
};

/** What a body breaks that JSON Schema lets pass, and the null that it may not be. */
function strangers(each, body) {
  const found = [];
  walk(each, body, ({ path, schema, value }) => {
    if (!schema) found.push(`property.undocumented ${path}`);
    else if (value === null && schema.type && !nullable(schema)) found.push(`null.unexpected ${path}`);
    else if (typeof value === 'string' && schema['x-known-values']?.includes(value) === false) found.push(`value.unlisted ${path}`);
  });
  return found;
}

/** The rules that a response's header fields break: whole numbers are all that the contracts ask of them. */
function headComplaints(each, status, headers) {
  const { content, headers: documented = {} } = each.operation.responses[status];
  const found = headers['content-type'] in content ? [] : ['content-type.unexpected'];
  for (const [name, { required, schema }] of Object.entries(documented)) {
    const value = headers[name.toLowerCase()];
    assert.equal(schema.type, 'integer');
    if (value === undefined) found.push(...(required ? ['header.missing'] : []));
    else if (!/^[0-9]+$/.test(value)) found.push('header.invalid');
  }
  return found;
}

for (const api of apis) {
  const each = contract(api);
  const validate = validators(each);

  test(`${api}: each drifted document breaks its rule, once, and no other`, () => {
    assert.deepEqual(files(`examples/drifted/${api}`), drifted[api].map((rule) => `${rule}.json`));
    for (const rule of drifted[api]) {
      const text = readFileSync(`${root}examples/drifted/${api}/${rule}.json`, 'utf8');
      if (rule === 'body.malformed') {
        assert.throws(() => JSON.parse(text), SyntaxError);
        continue;
      }
      const body = JSON.parse(text);
      if (rule === 'status.undocumented') {
        assert.deepEqual(body.responses.map(({ status }) => status), [418]);
        assert.ok(!(418 in each.operation.responses));
        continue;
      }
      if (rule.startsWith('header.') || rule.startsWith('content-type.')) {
        const [{ status, headers, body: answered }] = body.responses;
        assert.deepEqual(headComplaints(each, status, headers), [rule]);
        assert.ok(validate.get(status)(answered), complaints(validate.get(status)));
        continue;
      }
      validate.get(200)(body);
      assert.deepEqual((validate.get(200).errors ?? []).map((e) => e.keyword), keyword[rule] ? [keyword[rule]] : [], `${rule}: ${complaints(validate.get(200))}`);
      const strange = ['property.undocumented', 'value.unlisted', 'null.unexpected'].includes(rule) ? [rule] : [];
      assert.deepEqual(strangers(each, body).map((line) => line.split(' ')[0]), strange, rule);
    }
  });
}
