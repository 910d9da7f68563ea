// A mock server that is not ours can serve the contracts: Prism, one process for each, on a free port.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { apis, complaints, contract, root, validators } from './contract.mjs';

const prism = fileURLToPath(new URL('./node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url));
const patience = 60_000; // for Prism to listen: it is a big program, and the machine may be busy
const credential = { authorization: 'Bearer not-a-real-key', 'x-api-key': 'not-a-real-key' };

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listens(port) {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Starts Prism and returns once it listens; throws, with what it printed, where it does not come to that. */
async function start(api) {
  const port = await freePort();
  const child = spawn(process.execPath, [prism, 'mock', '-h', '127.0.0.1', '-p', String(port), `${root}schemas/contracts/${api}.openapi.json`]);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { printed += chunk; });
  for (const end = Date.now() + patience; !(await listens(port)); await delay(50)) {
    if (child.exitCode === null && Date.now() < end) continue;
    child.kill('SIGKILL');
    throw new Error(`Prism does not serve ${api}:\n${printed}`);
  }
  return { child, url: `http://127.0.0.1:${port}` };
}

async function stop(child) {
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

for (const api of apis) {
  test(`Prism serves the ${api} contract: a run to those with a credential, 401 to others`, async () => {
    const each = contract(api);
    const validate = validators(each);
    const { child, url } = await start(api);
    try {
      const target = url + each.path.replace('{run_id}', '11111111-1111-4111-8111-111111111111'); // Prism leaves the server's path out
      for (const [headers, status] of [[credential, 200], [{}, 401]]) {
        const response = await fetch(target, { headers });
        assert.equal(response.status, status);
        validate.get(status)(await response.json());
        assert.deepEqual(complaints(validate.get(status)), [], `${status}`);
        for (const [field, { required }] of Object.entries(each.operation.responses[status].headers ?? {}))
          assert.ok(!required || response.headers.has(field), `${status}: ${field}`);
      }
    } finally {
      await stop(child);
    }
  });
}
