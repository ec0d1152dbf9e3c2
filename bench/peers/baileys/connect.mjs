// The peer of ./dev bench connect: Baileys as npm ships it, with its own libraries; only its URL and the root that it trusts are set
// from outside. Measures one thing, says its figures as a JSON object in a line, and ends.
//
//   node connect.mjs micro FRAME                        FRAME the plaintext of a node, in hexadecimal
//   node connect.mjs login URL ROOT DEVICES             DEVICES a file of linked devices, a JSON object a line
//   node connect.mjs qr    URL ROOT
//   node connect.mjs idle  URL ROOT DEVICES FEW MANY
import { setTimeout as delay } from 'node:timers/promises';
import { WA_CERT_DETAILS } from 'baileys';
import { connect, newDevice, readDevices } from './clients.mjs';
import { measureMicro } from './micro.mjs';

// The end of the input is the end of whoever asked.
process.stdin.resume().on('end', () => process.exit(1)).unref?.();
console.log = console.info = console.debug = console.warn = () => {}; // libsignal prints session keys there
process.on('unhandledRejection', () => {}); // a socket that is closed leaves its queries unhandled

const cpuMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const percentile = (list, share) => list.sort((a, b) => a - b)[Math.max(0, Math.ceil(list.length * share) - 1)];

async function timed(start) {
  const begun = performance.now();
  const client = await start();
  const taken = performance.now() - begun;
  client.end(undefined);
  return taken;
}

async function login(url, file) {
  const devices = readDevices(file, 0, 100);
  let next = 0;
  const one = () => timed(() => connect(url, devices[next++ % devices.length], 'open'));
  const several = count => Promise.all(Array.from({ length: 16 }, async () => { while (count-- > 0) await one(); }));
  await several(60);
  const walls = [], runs = [];
  for (let i = 0; i < 40; i++) walls.push(await one());
  for (let run = 0; run < 3; run++) {
    const cpu = cpuMs();
    await several(50);
    runs.push((cpuMs() - cpu) / 50);
  }
  return { login_cpu_ms: percentile(runs, 0.5), connect_to_working_p50_ms: percentile(walls, 0.5) };
}

async function qr(url) {
  const start = () => timed(() => connect(url, newDevice(), 'qr')), alone = [], together = [];
  for (let i = 0; i < 15; i++) await start();
  for (let i = 0; i < 40; i++) alone.push(await start());
  for (let round = 0; round < 4; round++) together.push(...await Promise.all(Array.from({ length: 50 }, start)));
  return {
    start_to_qr_p50_ms: percentile(alone, 0.5),
    start_to_qr_50_at_once_p50_ms: percentile(together, 0.5),
    start_to_qr_50_at_once_p99_ms: percentile(together, 0.99),
  };
}

async function idle(url, file, few, many) {
  const clients = [];
  const add = async count => {
    const devices = readDevices(file, clients.length, count), begun = performance.now();
    const one = async () => { for (let device; (device = devices.pop());) clients.push(await connect(url, device, 'open')); };
    await Promise.all(Array.from({ length: 16 }, one));
    return count / ((performance.now() - begun) / 1000);
  };
  const memory = async () => { await delay(5000); globalThis.gc(); globalThis.gc(); await delay(500); return process.memoryUsage().rss; };
  await add(few);
  const before = await memory();
  const perSecond = await add(many - few);
  const after = await memory();
  const cpu = cpuMs(), begun = performance.now();
  await delay(20000);
  const share = (cpuMs() - cpu) / (performance.now() - begun);
  clients.forEach(client => client.end(undefined));
  return {
    idle_client_rss_kib: (after - before) / 1024 / (many - few),
    idle_5000_cpu_percent: share * 100 * 5000 / many,
    working_per_s: perSecond,
  };
}

const [role, ...rest] = process.argv.slice(2);
let figures;
if (role === 'micro') {
  figures = await measureMicro(Buffer.from(rest[0], 'hex'));
} else {
  const [url, root, file, few, many] = rest;
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'hex');
  figures = await { login: () => login(url, file), qr: () => qr(url), idle: () => idle(url, file, +few, +many) }[role]();
}
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
