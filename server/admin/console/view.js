// What the console shows. Whatever comes from outside becomes text, never markup.

export const find = (id) => document.getElementById(id);

/** An element: properties, then children; strings among them become text. */
export function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key.startsWith('aria-')) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function tell(id, text) {
  find(id).textContent = text;
  find(id).hidden = text === '';
}

const kShown = 100;

function statusClass(status) {
  return status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';
}

function headersOf(request) {
  return Object.entries(request.headers)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`)).join('\n');
}

/** A request, with what it missed by where no run answered: `nearMisses` is asked when it is opened. */
export function requestItem(event, nearMisses) {
  const { request, understudy } = event;
  const summary = element('summary', null, element('span', { className: 'row' },
    element('time', { className: 'quiet', dateTime: request.loggedDateString }, clock(request.loggedDate)),
    element('span', { className: 'mono grow' }, `${request.method} ${request.url}`),
    element('span', { className: `status ${statusClass(event.response.status)}` }, String(event.response.status)),
    event.wasMatched ? null : element('span', { className: 'bad' }, 'unmatched')));
  const details = element('details', null, summary);
  if (understudy.note) summary.append(element('div', { className: event.wasMatched ? 'warn' : 'quiet' }, understudy.note));
  details.addEventListener('toggle', async () => {
    const misses = event.wasMatched ? [] : await nearMisses(event.id);
    details.append(element('pre', null, `${(understudy.microseconds / 1000).toFixed(2)} ms\n${headersOf(request)}`));
    for (const miss of misses)
      details.append(element('p', { className: 'quiet' }, `near miss: ${nearness(miss)}`));
  }, { once: true });
  return element('li', { className: 'fresh' }, details);
}

function nearness({ path, missed }) {
  const more = missed.filter((each) => !each.startsWith('path: '));
  return more.length === 0 ? path : `${path} (${more.join('; ')})`;
}

function clock(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString([], { hour12: false });
}

export function showRequests(events, which, nearMisses) {
  const wanted = events.filter((event) => which === 'all' ||
    (which === 'unmatched' ? !event.wasMatched : Boolean(event.understudy.note)));
  keep('request-list', wanted, (event) => event.id, (event) => requestItem(event, nearMisses));
}

/** Items that are there already stay, open or focused as they are, and are told what is new; only others are made. */
function keep(id, things, keyOf, make) {
  const list = find(id);
  const focused = document.activeElement;
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const items = things.map((thing) => {
    const key = keyOf(thing);
    const item = old.get(key) ?? make(thing);
    item.dataset.key = key;
    item.update?.(thing);
    return item;
  });
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
}

/** Runs with their lives; `step` is called with a run's name and the index of the step to go to. */
export function showRuns(scenarios, text, step) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = scenarios.filter((each) =>
    words.every((word) => `${each.name} ${each.state}`.toLowerCase().includes(word)));
  fits.sort((a, b) => b.polls - a.polls);
  keep('run-list', fits.slice(0, kShown),
    (each) => JSON.stringify([each.name, each.possibleStates, each.at_ms]), (each) => runItem(each, step));
  tell('more-runs', fits.length > kShown ? `and ${fits.length - kShown} more; use the filter to find them` : '');
}

function runItem(scenario, step) {
  const buttons = scenario.possibleStates.map((state, index) => {
    const button = element('button', { type: 'button', title: `step ${index}, after ${scenario.at_ms[index]} ms` },
      state || `step ${index}`);
    button.addEventListener('click', () => step(scenario.name, index));
    return button;
  });
  const polls = element('span', { className: 'quiet' });
  const item = element('li', null,
    element('div', { className: 'row' }, element('span', { className: 'mono grow' }, scenario.name), polls),
    element('ol', { className: 'life', 'aria-label': `states of ${scenario.name}` },
      ...buttons.map((button) => element('li', null, button))));
  item.update = (now) => {
    polls.textContent = now.polls === 1 ? '1 poll' : `${now.polls} polls`;
    buttons.forEach((button, index) => {
      button.className = index < now.step ? 'past' : '';
      if (index === now.step) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
    });
  };
  return item;
}

export function showFaults(faults, change, remove) {
  keep('fault-list', faults, (each) => JSON.stringify([each.name, each.rule]), (fault) => {
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => change(fault.name, box.checked));
    const button = element('button', { type: 'button', 'aria-label': `Delete ${fault.name}` }, 'Delete');
    button.addEventListener('click', () => remove(fault.name));
    const hits = element('span', { className: 'quiet' });
    const item = element('li', { className: 'row' }, element('label', { className: 'grow' }, box, ` ${fault.name}`),
      hits, button, element('code', { className: 'quiet' }, JSON.stringify(fault.rule)));
    item.update = (now) => {
      box.checked = now.enabled;
      hits.textContent = now.hits === 1 ? '1 hit' : `${now.hits} hits`;
    };
    return item;
  });
}

/** What requests and replies had that the contract has not: notes, summed. */
export function showDrift(events) {
  const seen = new Map();
  for (const { understudy: { note, api } } of events) {
    if (!note || !/^(query|header|cookie|fault)\b/.test(note)) continue;
    const key = `${api ?? ''} ${note}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  find('drift-list').replaceChildren(...[...seen].map(([what, count]) => element('li', { className: 'row' },
    element('span', { className: 'grow' }, what), element('span', { className: 'quiet' }, count === 1 ? 'once' : `${count} times`))));
}

export function showSessions(sessions, current, remove) {
  const ids = ['', ...sessions.map((each) => each.id)];
  const choice = find('session');
  if ([...choice.options].map((each) => each.value).join() !== ids.join())
    choice.replaceChildren(...ids.map((id) =>
      element('option', { value: id, selected: id === current }, id === '' ? 'shared' : id)));
  keep('session-list', sessions, (each) => JSON.stringify(each), (each) => {
    const button = element('button', { type: 'button', 'aria-label': `Delete ${each.id}` }, 'Delete');
    button.addEventListener('click', () => remove(each.id));
    return element('li', { className: 'row' },
      element('span', { className: 'grow mono' }, element('a', { href: `/s/${each.id}/__admin/` }, each.id)), button,
      element('div', { className: 'quiet mono' }, ...Object.values(each.apis).map((url) => element('div', null, url))));
  });
}
