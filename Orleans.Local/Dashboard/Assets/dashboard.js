'use strict';

// Shows the figures that its server gathers, again and again.
//
// Text goes into the page as text nodes only: the names of grains and silos are never markup.
const byId = id => document.getElementById(id);
const format = digits => (options => value => options.format(value))(new Intl.NumberFormat('en', { maximumFractionDigits: digits }));
const whole = format(0), fine = format(1);
const rate = value => (value < 10 ? fine : whole)(value);
const plural = (count, one, many) => `${whole(count)} ${count === 1 ? one : many}`;

function bytes(value) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1024;
  return `${(value < 10 && unit > 0 ? fine : whole)(value)} ${units[unit]}`;
}

function latency(ms) {
  if (ms < 1) return `${ms < 0.001 ? '<1' : whole(ms * 1000)} µs`;
  return ms < 1000 ? `${(ms < 100 ? fine : whole)(ms)} ms` : `${fine(ms / 1000)} s`;
}

function duration(seconds) {
  const [d, h, m] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (seconds < 120) return `${Math.max(0, Math.floor(seconds))} s`;
  return d > 0 ? `${d} d ${h} h` : h > 0 ? `${h} h ${m} min` : `${m} min`;
}

// Names and texts in the order in which people count: node-2 before node-10. What is unknown comes last, whatever the direction.
const collator = new Intl.Collator('en', { numeric: true });
function compare(a, b, direction) {
  if (a == null || b == null) return (a == null) - (b == null);
  return direction * (typeof a === 'number' ? a - b : collator.compare(a, b));
}

// A table whose rows keep their elements from one refresh to the next, so that selections, focus and scrolling survive.
class Table {
  constructor(id, key, sortBy, columns) {
    Object.assign(this, { key, columns, sorted: columns.find(c => c.label === sortBy), rows: [], elements: new Map() });
    this.direction = this.sorted.number ? -1 : 1;
    const head = byId(id).createTHead().insertRow();
    this.body = byId(id).createTBody();
    for (const column of columns) {
      const cell = head.appendChild(document.createElement('th'));
      const button = cell.appendChild(document.createElement('button'));
      button.type = 'button';
      button.textContent = column.label;
      cell.scope = 'col';
      cell.classList.toggle('number', !!column.number);
      button.addEventListener('click', () => this.sort(column));
      column.head = cell;
    }
  }

  sort(column) {
    this.direction = column === this.sorted ? -this.direction : column.number ? -1 : 1;
    this.sorted = column;
    this.show(this.rows);
  }

  show(rows) {
    this.rows = rows;
    for (const column of this.columns) {
      if (column === this.sorted) column.head.setAttribute('aria-sort', this.direction > 0 ? 'ascending' : 'descending');
      else column.head.removeAttribute('aria-sort');
    }
    const { value } = this.sorted;
    const ordered = [...rows].sort((a, b) => compare(value(a), value(b), this.direction) || compare(this.key(a), this.key(b), 1));
    const keys = new Set(ordered.map(this.key));
    for (const [key, element] of this.elements) if (!keys.has(key)) { element.remove(); this.elements.delete(key); }
    ordered.forEach((row, i) => {
      const element = this.update(row);
      if (this.body.children[i] !== element) this.body.insertBefore(element, this.body.children[i] ?? null);
    });
  }

  update(row) {
    const key = this.key(row);
    if (!this.elements.has(key)) this.elements.set(key, this.create());
    const element = this.elements.get(key);
    this.columns.forEach((column, i) => {
      const [text, note] = element.children[i].firstChild.children;
      const value = column.value(row);
      setText(text, value == null ? '–' : (column.text ?? String)(value, row));
      setText(note, column.note?.(row) ?? '');
      text.className = column.mark?.(row) ?? '';
    });
    return element;
  }

  create() {
    const element = document.createElement('tr');
    this.columns.forEach((column, i) => {
      const cell = element.appendChild(document.createElement(i === 0 ? 'th' : 'td'));
      if (i === 0) cell.scope = 'row';
      cell.classList.toggle('number', !!column.number);
      cell.classList.toggle('wide', !!column.wide);
      const content = cell.appendChild(document.createElement('div'));
      content.append(document.createElement('span'), document.createElement('small'));
    });
    return element;
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A line over time that tells the value under the pointer.
class Chart {
  constructor(name, pick) {
    Object.assign(this, { name, pick, svg: byId(`${name}-chart`), note: byId(`${name}-note`), values: [], seconds: 1, at: null });
    this.svg.addEventListener('pointermove', e => this.point(e.offsetX / this.svg.clientWidth));
    this.svg.addEventListener('pointerleave', () => this.point(null));
  }

  show(history, intervalMs) {
    this.values = history.map(this.pick);
    this.seconds = intervalMs / 1000;
    const last = Math.max(1, this.values.length - 1);
    const top = Math.max(1, ...this.values);
    const line = this.values.map((v, i) => `${(100 * i / last).toFixed(2)} ${(96 - 90 * v / top).toFixed(2)}`).join('L');
    this.svg.querySelector('.line').setAttribute('d', line && `M${line}`);
    this.svg.querySelector('.area').setAttribute('d', line && `M0 100L${line}L${this.values.length > 1 ? 100 : 0} 100Z`);
    setText(byId(`${this.name}-figure`), this.values.length ? rate(this.values.at(-1)) : '–');
    this.describe();
  }

  point(at) {
    this.at = at;
    this.describe();
  }

  describe() {
    const count = this.values.length;
    const summary = count ? `Peak ${rate(Math.max(...this.values))} in the last ${duration(count * this.seconds)}` : 'No samples yet';
    const index = Math.min(count - 1, Math.max(0, Math.round(this.at * (count - 1))));
    setText(this.note, this.at === null || !count ? summary : `${rate(this.values[index])}, ${duration((count - 1 - index) * this.seconds)} ago`);
    this.svg.setAttribute('aria-label', summary);
  }
}

const count = (label, value, text = whole) => ({ label, number: true, value, text });
const failures = value => ({ ...count('Failures', value), mark: row => value(row) > 0 ? 'bad' : '' });
const isSilent = silo => silo.counts == null;
let now = 0;

const silos = new Table('silos', s => s.address, 'Silo', [
  { label: 'Silo', value: s => s.name, note: s => s.address },
  { label: 'Status', value: s => isSilent(s) ? 'Not answering' : s.status, note: s => s.problem && `${s.status}. ${s.problem}`,
    mark: s => `pill ${isSilent(s) ? 'warn' : s.status === 'Active' ? 'good' : ''}` },
  count('Up for', s => s.counts && (now - Date.parse(s.counts.started)) / 1000, duration),
  count('Activations', s => s.counts?.activations),
  count('Clients', s => s.counts?.clients),
  count('Calls/s', s => s.counts?.rates.calls, rate),
  failures(s => s.counts?.failures),
  count('CPU', s => s.counts?.cpu, share => `${fine(share * 100)} %`),
  count('Memory', s => s.counts?.memory, bytes),
  count('View', s => s.counts?.view),
  count('Directory entries', s => s.counts?.directoryEntries),
]);

const grains = new Table('grains', g => `${g.type} ${g.class}`, 'Now', [
  { label: 'Grain type', value: g => g.type, note: g => g.class },
  count('Now', g => g.now),
  count('Begun', g => g.begun),
  count('Ended', g => g.ended),
  { label: 'By silo', wide: true, value: g => g.silos.map(s => `${s.silo}: ${whole(s.now)}`).join(' · ') },
]);

const methods = new Table('methods', m => `${m.grain} ${m.method}`, 'Calls', [
  { label: 'Method', value: m => m.method, note: m => m.grain },
  count('Calls', m => m.calls),
  count('Calls/s', m => m.rates.calls, rate),
  failures(m => m.failures),
  count('Mean', m => m.meanMs, latency),
  count('p50', m => m.p50Ms, latency),
  count('p99', m => m.p99Ms, latency),
]);

const charts = [new Chart('calls', r => r.calls), new Chart('failures', r => r.failures)];

function show(report) {
  now = Date.parse(report.time);
  silos.show(report.silos);
  grains.show(report.grains);
  methods.show(report.methods);
  for (const chart of charts) chart.show(report.history, report.intervalMs);
  const silent = report.silos.filter(isSilent).length;
  const total = report.grains.reduce((sum, g) => sum + g.now, 0);
  setText(byId('cluster'), report.cluster);
  setText(byId('silo-count'), whole(report.silos.length));
  setText(byId('silo-note'), [silent && `${whole(silent)} not answering`, report.deadSilos && `${whole(report.deadSilos)} dead remembered`].filter(Boolean).join(', ') || 'All answering');
  byId('silo-note').classList.toggle('warn', silent > 0);
  setText(byId('activation-count'), whole(total));
  setText(byId('activation-note'), `of ${plural(report.grains.filter(g => g.now > 0).length, 'grain type', 'grain types')}`);
  setText(byId('updated'), new Date(now).toLocaleTimeString());
}

function complain(problem) {
  byId('problem').hidden = problem === null;
  setText(byId('problem'), problem ?? '');
  document.body.classList.toggle('stale', problem !== null);
}

const visible = () => document.hidden && new Promise(seen => document.addEventListener('visibilitychange', seen, { once: true }));

async function refresh() {
  let wait = 1000;
  try {
    const response = await fetch('figures', { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error((await response.json().catch(() => null))?.detail ?? `the server answers ${response.status}`);
    const report = await response.json();
    wait = report.intervalMs;
    show(report);
    complain(null);
  } catch (error) {
    complain(`No figures at the moment: ${error.message}`);
  }
  await new Promise(done => setTimeout(done, wait));
  await visible();
}

(async () => { for (;;) await refresh(); })();
