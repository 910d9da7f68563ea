// A mock for one test, and a page of its console that notes all that it asks for and complains of.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

export const run = '11111111-1111-4111-8111-111111111111';

export async function startMock(...options) {
  const child = spawn(process.env.UNDERSTUDY_PROGRAM, ['serve', '--listen', '127.0.0.1:0', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ready = JSON.parse(line);
  return {
    ...ready,
    origin: new URL(ready.admin).origin,
    /** A request as a client of the mock sends it: status and JSON. */
    async get(path, headers = { 'x-api-key': 'any', authorization: 'Bearer any' }) {
      const reply = await fetch(new URL(path, ready.admin), { headers });
      return { status: reply.status, body: await reply.json() };
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
}

/** `page`, and in `strangers` and `complaints` what there must be none of. */
export async function openConsole(browser, mock, { path = '/__admin/', ...context } = {}) {
  const page = await (await browser.newContext(context)).newPage();
  const strangers = [];
  const complaints = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && new URL(request.url()).origin !== mock.origin) strangers.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => { // a refusal is no fault of the page: it has to show it
    const refused = /^Failed to load resource: .* status of (401|404|422)/.test(message.text());
    if (message.type() === 'error' && !refused) complaints.push(message.text());
  });
  await page.goto(mock.origin + path);
  return { page, strangers, complaints };
}
