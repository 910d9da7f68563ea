import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openConsole, run, startMock } from './mock.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const noxus = `/noxus/v1/runs/${run}`;

/** A mock, a page of it, and in the end: no error in the page, no request to anywhere else. */
function consoleTest(name, options, body) {
  test(name, async () => {
    const mock = await startMock(...options.arguments ?? []);
    try {
      const opened = await openConsole(browser, mock, options.context);
      await body(mock, opened.page, opened);
      assert.deepEqual(opened.strangers, []);
      assert.deepEqual(opened.complaints, []);
      await opened.page.context().close();
    } finally {
      await mock.stop();
    }
  });
}

const live = (page) => page.locator('#live.on').waitFor();
const first = (page) => page.locator('#request-list > li').first();
const life = (page, name) => page.getByRole('list', { name: `states of ${name}` });

consoleTest('requests come in live, with what nearly matched', {}, async (mock, page) => {
  await live(page);
  assert.equal(await page.getByText('No requests yet.').isVisible(), true);
  await mock.get(`${noxus}?extra=1`);
  await first(page).getByText('the contract does not document it').waitFor();
  assert.match(await first(page).innerText(), /GET \/noxus\/v1\/runs\/1111.*200/s);
  await mock.get(`/noxus/v1/run/${run}`);
  await first(page).getByText('unmatched', { exact: true }).waitFor();
  await first(page).locator('summary').click();
  await first(page).getByText(`near miss: ${noxus}`).waitFor();
  assert.equal(await page.getByText('No requests yet.').isVisible(), false);
  assert.match(await page.locator('#drift-list').innerText(), /query extra: the contract does not document it\s+once/);
});

consoleTest('a request that comes in while the list is read is not lost', {}, async (mock, page) => {
  await live(page);
  await page.route('**/__admin/requests?*', async (route) => {
    const response = await route.fetch(); // the list as it is now: empty
    await mock.get(noxus);
    await first(page).waitFor();
    await route.fulfill({ response });
  }, { times: 1 });
  const read = page.waitForResponse('**/__admin/requests?*');
  await fetch(`${mock.admin}/sessions`, { method: 'POST' }); // so that the page reads the list again
  await (await read).finished();
  await mock.get('/nowhere');
  await page.locator('#request-list > li').nth(1).waitFor();
});

consoleTest('a credential is not shown', {}, async (mock, page) => {
  await live(page);
  await mock.get(`${noxus}?api_key=very-secret`, { 'x-api-key': 'very-secret' });
  await first(page).locator('summary').click();
  await first(page).getByText(/x-api-key: \*\*\*/i).waitFor();
  assert.doesNotMatch(await page.content(), /very-secret/);
});

consoleTest('what clients send is text and no markup', {}, async (mock, page, { complaints }) => {
  await live(page);
  const hostile = '<img src=x onerror=document.title=1>';
  await mock.get('/noxus/v1/run/x', { 'user-agent': hostile, 'x-api-key': 'any' });
  await first(page).locator('summary').click();
  await first(page).getByText(hostile).waitFor();
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.title(), 'Understudy');
  // And were it markup, the policy would not run it.
  await page.evaluate((text) => { document.body.insertAdjacentHTML('beforeend', text); }, '<button onclick="document.title=1">x</button>');
  await page.getByRole('button', { name: 'x', exact: true }).click();
  assert.equal(await page.title(), 'Understudy');
  assert.equal(complaints.length, 1);
  assert.match(complaints.pop(), /Content Security Policy/);
});

consoleTest('a run is stepped, by mouse and by keyboard, and reset', {}, async (mock, page) => {
  await live(page);
  await page.getByRole('searchbox', { name: 'Filter runs' }).fill(`noxus ${run}`);
  const steps = life(page, `noxus/${run}`);
  assert.equal(await steps.locator('[aria-current]').innerText(), 'queued');
  await steps.getByRole('button', { name: 'completed' }).click();
  await steps.locator('[aria-current]', { hasText: 'completed' }).waitFor();
  assert.equal((await mock.get(noxus)).body.status, 'completed');
  await steps.getByRole('button', { name: 'running' }).first().focus();
  await page.keyboard.press('Enter');
  await steps.locator('[aria-current]', { hasText: 'running' }).waitFor();
  assert.equal((await mock.get(noxus)).body.status, 'running');
  await page.getByText('2 polls').waitFor(); // it has been drawn anew, and the keyboard is where it was
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'running');
  await page.getByRole('button', { name: 'Reset runs' }).click();
  await steps.locator('[aria-current]', { hasText: 'queued' }).waitFor();
  assert.equal((await mock.get(noxus)).body.status, 'queued');
  await steps.locator('[aria-current]', { hasText: 'running' }).waitFor(); // the poll moved it on
});

consoleTest('lives that go with the clock go on without a request', { arguments: ['--advance', 'time', '--speed', '10'] },
  async (mock, page) => {
    await live(page);
    await mock.get(noxus);
    await life(page, `noxus/${run}`).locator('[aria-current]', { hasText: 'running' }).waitFor();
    await life(page, `noxus/${run}`).locator('[aria-current]', { hasText: 'completed' }).waitFor();
    assert.equal((await mock.get('/__admin/requests')).body.meta.total, 1);
  });

consoleTest('the keyboard stays where it is when a run moves up', {}, async (mock, page) => {
  await live(page);
  const failed = '22222222-2222-4222-8222-222222222222';
  const steps = life(page, `noxus/${failed}`);
  await steps.getByRole('button').first().focus();
  await mock.get(`/noxus/v1/runs/${failed}`);
  await page.locator('#run-list > li').first().getByText(`noxus/${failed}`).waitFor();
  assert.equal(await steps.getByRole('button').first().evaluate((button) => button === document.activeElement), true);
});

consoleTest('faults are ordered, switched off and deleted', {}, async (mock, page) => {
  await live(page);
  const rule = page.getByLabel('A fault rule, in JSON');
  await rule.fill('{"name": "busy", "status": 999}');
  await page.getByRole('button', { name: 'Add fault', exact: true }).click();
  await page.locator('#rule-error', { hasText: '/status: expected' }).waitFor();
  await rule.fill('{"name": ');
  await page.getByRole('button', { name: 'Add fault', exact: true }).click();
  await page.locator('#rule-error', { hasText: 'JSON' }).waitFor();
  await rule.fill('{"name": "busy", "status": 503}');
  await page.getByRole('button', { name: 'Add fault', exact: true }).click();
  const box = page.getByRole('checkbox', { name: 'busy' });
  await box.waitFor();
  assert.equal(await page.locator('#rule-error').isVisible(), false);
  assert.equal((await mock.get(noxus)).status, 503);
  await page.locator('#fault-list').getByText('1 hit').waitFor();
  await box.uncheck();
  await page.waitForFunction(() => !document.querySelector('#fault-list input').checked);
  await page.locator('#drift-list').getByText('fault: busy').waitFor();
  await page.getByRole('button', { name: 'Delete busy' }).click();
  await page.getByText('No faults.').waitFor();
  assert.equal((await mock.get(noxus)).status, 200);
});

consoleTest('what others order shows without being asked for', {}, async (mock, page) => {
  await live(page);
  await mock.get(noxus);
  await first(page).waitFor();
  await fetch(`${mock.admin}/faults`, { method: 'POST', body: '{"name": "theirs", "status": 500}' });
  await page.getByRole('checkbox', { name: 'theirs' }).waitFor();
  await fetch(`${mock.admin}/reset`, { method: 'POST' });
  await page.getByText('No faults.').waitFor();
  await page.getByText('No requests yet.').waitFor();
});

consoleTest('a session is made, looked at and ended', {}, async (mock, page) => {
  await live(page);
  await mock.get(noxus);
  await page.getByRole('button', { name: 'New session' }).click();
  await page.locator('#session-list a').click();
  await page.waitForURL(/\/s\/[0-9a-f]{32}\/__admin\/$/);
  await live(page);
  const base = new URL(page.url()).pathname.replace('/__admin/', '');
  assert.equal(await page.locator('#request-list > li').count(), 0);
  await mock.get(base + noxus);
  await first(page).waitFor();
  assert.match(await first(page).innerText(), /GET \/noxus/);
  await page.getByRole('button', { name: /^Delete [0-9a-f]{32}/ }).click();
  await page.waitForURL(`${mock.origin}/__admin/`);
});

consoleTest('the token is asked for, and kept nowhere', { arguments: ['--admin-token', 'open-sesame'] },
  async (mock, page) => {
    const token = page.getByLabel('Admin token');
    await token.fill('wrong');
    await token.press('Enter');
    await page.getByText('That is not the admin token.').waitFor();
    await token.fill('open-sesame');
    await token.press('Enter');
    await live(page);
    assert.equal(await token.isVisible(), false);
    await mock.get(noxus);
    await first(page).waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([document.documentElement.outerHTML, document.cookie, { ...localStorage }, { ...sessionStorage },
        location.href, document.querySelector('#token').value]));
    assert.doesNotMatch(kept, /open-sesame/);
  });

consoleTest('a pause holds the list, and Clear empties the journal', {}, async (mock, page) => {
  await live(page);
  await mock.get(noxus);
  await first(page).waitFor();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await mock.get(noxus);
  await page.getByText('2 polls').waitFor(); // so it has been heard of
  assert.equal(await page.locator('#request-list > li').count(), 1);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  assert.equal(await page.locator('#request-list > li').count(), 2);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByText('No requests yet.').waitFor();
  assert.equal((await mock.get('/__admin/requests')).body.meta.total, 0);
});
