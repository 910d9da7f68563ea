// The contracts, as the tests of this folder read them: the documents, their schema nodes, an ajv of our
// own choosing (an engine that is not ours), and a walk over an instance along its schema.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const apis = ['happyrobot', 'noxus', 'duckie'];

/** Keywords that constrain an instance: each needs its evidence. */
export const constraints = ['type', 'enum', 'maxLength', 'minLength', 'format', 'minimum', 'maximum', 'required', 'x-known-values'];

export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The document and its one operation. */
export function contract(api) {
  const document = readJson(`${root}schemas/contracts/${api}.openapi.json`);
  const [path, item] = Object.entries(document.paths)[0];
  return { api, document, path, operation: item.get };
}

export function resolve(document, schema) {
  while (schema.$ref) schema = schema.$ref.slice(2).split('/').reduce((node, key) => node[key], document);
  return schema;
}

/** Every schema node as it is written, and once: { pointer, schema }. */
export function* schemaNodes({ document, path, operation }) {
  function* within(schema, pointer) {
    yield { pointer, schema };
    for (const [name, child] of Object.entries(schema.properties ?? {})) yield* within(child, `${pointer}/properties/${name}`);
    if (schema.items) yield* within(schema.items, `${pointer}/items`);
    if (typeof schema.additionalProperties === 'object') yield* within(schema.additionalProperties, `${pointer}/additionalProperties`);
  }
  for (const p of operation.parameters) yield* within(p.schema, `${path} parameter ${p.name}`);
  for (const [status, response] of Object.entries(operation.responses)) {
    for (const [name, header] of Object.entries(response.headers ?? {})) yield* within(header.schema, `${path} ${status} header ${name}`);
    yield* within(response.content['application/json'].schema, `${path} ${status}`);
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) yield* within(schema, `#/components/schemas/${name}`);
}

/** Every place of the 200 body, in the order of the fields, as often as it is referred to: { path, schema, optional }. */
export function* places({ document, operation }) {
  function* within(schema, path, optional) {
    schema = resolve(document, schema);
    if (path) yield { path, schema, optional };
    for (const [name, child] of Object.entries(schema.properties ?? {}))
      yield* within(child, path ? `${path}.${name}` : name, !schema.required?.includes(name));
    if (schema.items) yield* within(schema.items, `${path}[]`, false);
  }
  yield* within(operation.responses[200].content['application/json'].schema, '', false);
}

export const nullable = (schema) => Array.isArray(schema.type) && schema.type.includes('null');

/**
 * Calls visit({ path, schema, value }) for each place of a 200 body: value is undefined where a property is
 * absent, and schema is undefined where the contract does not know the property.
 */
export function walk({ document, operation }, body, visit) {
  function within(schema, value, path) {
    schema = schema && resolve(document, schema);
    visit({ path, schema, value });
    if (Array.isArray(value) && schema?.items) for (const item of value) within(schema.items, item, `${path}[]`);
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !schema?.properties) return;
    for (const name of new Set([...Object.keys(schema.properties), ...Object.keys(value)]))
      within(schema.properties[name], value[name], path ? `${path}.${name}` : name);
  }
  within(operation.responses[200].content['application/json'].schema, body, '');
}

/** status → ajv's validate function. Strict: a misspelt keyword or an unknown format throws. Lengths are code points. */
export function validators({ document, operation }) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, unicodeRegExp: true });
  addFormats(ajv, { mode: 'full' });
  ajv.addVocabulary(['x-evidence', 'x-source', 'x-known-values', 'x-personal', 'example', 'components']);
  const { components } = document; // where the $refs lead
  return new Map(Object.entries(operation.responses).map(([status, { content }]) =>
    [Number(status), ajv.compile({ components, ...content['application/json'].schema })]));
}

/** What ajv found, one line each. */
export const complaints = (validate) => (validate.errors ?? []).map((e) => `${e.instancePath || '/'}: ${e.message}`);
