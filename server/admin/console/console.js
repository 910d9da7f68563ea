// The console: asks the admin API beside it, and hears what happens over server-sent events. The token, where one
// is asked for, is kept in memory alone; EventSource could not send it, so the stream is read with fetch.

import { find, showDrift, showFaults, showRequests, showRuns, showSessions, tell } from './view.js';

const kKept = 200; // requests in the page
const session = location.pathname.match(/^\/s\/([^/]+)\/__admin\/$/)?.[1] ?? '';
let token = '';
let paused = false;
let requests = []; // events, the newest first
let scenarios = [];
let missed = 0;
let lastId = '';
let meanwhile = []; // requests heard of while the list is read
let reads = 0;
let refreshes = 0;
let clock;

class Refused extends Error {}

async function ask(method, path, body) {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  const reply = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (reply.status === 401) needToken();
  const answer = await reply.json();
  if (!reply.ok) throw new Refused(answer.detail ?? `status ${reply.status}`);
  return answer;
}

/** Does what a person asked for; what goes wrong is shown, and in the end all is as the mock has it. */
async function order(method, path, body, place = 'problem') {
  try {
    await ask(method, path, body);
    tell(place, '');
    await refresh();
    return true;
  } catch (error) {
    tell(place, error.message);
    return false;
  }
}

function needToken() {
  find('login').hidden = false;
  throw new Refused(token === '' ? 'This mock requires its admin token.' : 'That is not the admin token.');
}

// ---- What is there

async function refresh() {
  const turn = ++refreshes;
  const [health, lives, faults, sessions] = await Promise.all(
    ['health', 'scenarios', 'faults', 'sessions'].map((path) => ask('GET', path)));
  if (turn !== refreshes) return; // a later one knows more, and answers may overtake each other
  clearTimeout(clock); // lives go on by themselves
  if (health.advance === 'time') clock = setTimeout(refreshSoon, 1000);
  find('about').textContent = `${health.version}, ${Object.keys(health.apis).join(', ')}`;
  tell('problem', health.status === 'healthy' ? '' : health.message);
  scenarios = lives.scenarios;
  drawRuns();
  showFaults(faults.faults,
    (name, enabled) => order('PUT', `faults/${encodeURIComponent(name)}`, { enabled }),
    (name) => order('DELETE', `faults/${encodeURIComponent(name)}`));
  showSessions(sessions.sessions, session, (id) => order('DELETE', `sessions/${encodeURIComponent(id)}`));
}

async function readRequests() {
  const turn = ++reads;
  meanwhile = [];
  const answer = await ask('GET', `requests?limit=${kKept}`);
  if (turn !== reads) return;
  const known = new Set(answer.requests.map((each) => each.id));
  requests = [...meanwhile.filter((each) => !known.has(each.id)), ...answer.requests].slice(0, kKept);
  drawRequests();
}

function drawRuns() {
  showRuns(scenarios, find('filter').value,
    (name, step) => order('PUT', `scenarios/${encodeURIComponent(name)}/state`, { step }));
}

function drawRequests() {
  if (paused) return;
  showRequests(requests, find('which').value, async (id) =>
    (await ask('GET', `requests/${id}`)).understudy.nearMisses ?? []);
  showDrift(requests);
  tell('missed', missed === 0 ? '' : `${missed} more requests came too fast to be shown here; the journal has the newest.`);
}

/** At most a few times a second, however much happens. */
function calmly(action) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setTimeout(() => { due = false; action().catch((error) => tell('problem', error.message)); }, 150);
  };
}

const refreshSoon = calmly(refresh);
const rereadSoon = calmly(async () => { await readRequests(); await refresh(); });
const drawSoon = calmly(async () => drawRequests());

// ---- What happens

const heard = {
  request(data, id) {
    lastId = id;
    if (requests.some((each) => each.id === data.id)) return;
    requests = [data, ...requests].slice(0, kKept);
    meanwhile = [data, ...meanwhile].slice(0, kKept);
    drawSoon();
    refreshSoon();
  },
  missed(data) { missed += data.count; drawSoon(); refreshSoon(); },
  changed() { missed = 0; rereadSoon(); },
  gone() { location.assign('/__admin/'); },
};

/** One event: its lines, without the empty one at its end. */
function hear(lines) {
  const fields = {};
  for (const line of lines.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  if (Object.hasOwn(heard, fields.event ?? '')) heard[fields.event](JSON.parse(fields.data), fields.id);
}

async function listen() {
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
  if (lastId !== '') headers['last-event-id'] = lastId;
  const reply = await fetch('events', { headers });
  if (reply.status === 401) needToken();
  if (!reply.ok) throw new Refused((await reply.json()).detail);
  await Promise.all([readRequests(), refresh()]);
  setLive('live', true);
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; ;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (text + value).split('\n\n');
    text = events.pop();
    events.forEach(hear);
  }
}

function setLive(text, on) {
  find('live').textContent = text;
  find('live').classList.toggle('on', on);
}

/** Listens for as long as the page is open, unless a token is to be typed first. */
async function live() {
  for (let wait = 250; ; wait = Math.min(wait * 2, 5000)) {
    try {
      await listen();
      wait = 250;
    } catch (error) {
      if (error instanceof Refused) tell('problem', error.message);
      if (!find('login').hidden) return setLive('closed', false);
    }
    setLive('reconnecting', false);
    await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

// ---- What a person does

function on(id, event, action) {
  find(id).addEventListener(event, action);
}

on('reset', 'click', () => order('POST', 'reset'));
on('reset-runs', 'click', () => order('POST', 'scenarios/reset'));
on('clear', 'click', () => order('DELETE', 'requests'));
on('create', 'click', () => order('POST', 'sessions', {}));
on('filter', 'input', drawRuns);
on('which', 'change', drawRequests);
on('session', 'change', () => {
  location.assign(find('session').value === '' ? '/__admin/' : `/s/${find('session').value}/__admin/`);
});
on('pause', 'click', () => {
  paused = !paused;
  find('pause').setAttribute('aria-pressed', String(paused));
  drawRequests();
});
on('order', 'submit', async (event) => {
  event.preventDefault();
  try {
    await order('POST', 'faults', JSON.parse(find('rule').value), 'rule-error');
  } catch (error) {
    tell('rule-error', error.message);
  }
});
on('login', 'submit', (event) => {
  event.preventDefault();
  token = find('token').value;
  find('token').value = '';
  find('login').hidden = true;
  tell('problem', '');
  live();
});

live();
