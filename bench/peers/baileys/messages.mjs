// The peer of ./dev bench messages: Baileys as npm ships it, with its own libraries and a key store in memory. Measures one thing, says
// its figures as a JSON object in a line, and ends.
//
//   node messages.mjs signal
//   node messages.mjs decrypt URL ROOT DEVICES COUNT ...                 COUNT idle clients in one measurement after the other, growing
//   node messages.mjs texts   URL ROOT DEVICES DEVICE CONTROL PARTNER    DEVICE its line in DEVICES, PARTNER the number of a new phone
import { setTimeout as delay } from 'node:timers/promises';
import { WA_CERT_DETAILS } from 'baileys';
import { connect, readDevices } from './clients.mjs';
import { measureRates } from './rates.mjs';
import { measureDecryption, measureSignal, meet } from './signal.mjs';

// The end of the input is the end of whoever asked.
process.stdin.resume().on('end', () => process.exit(1)).unref?.();
console.log = console.info = console.debug = console.warn = () => {}; // libsignal prints session keys there
process.on('unhandledRejection', () => {}); // a socket that is closed leaves its queries unhandled

async function decrypt(url, file, counts) {
  const parties = await meet(), clients = [];
  const figures = { decrypt_us: await measureDecryption(parties) };
  for (const count of counts.map(Number)) {
    const devices = readDevices(file, clients.length, count - clients.length);
    const one = async () => { for (let device; (device = devices.pop());) clients.push(await connect(url, device, 'open')); };
    await Promise.all(Array.from({ length: 16 }, one));
    await delay(5000);
    figures[`decrypt_beside_${count}_us`] = await measureDecryption(parties);
  }
  return figures;
}

async function texts(url, file, device, control, partner) {
  const auth = readDevices(file, Number(device), 1)[0];
  return measureRates(await connect(url, auth, 'open'), auth.creds.me.id.split(':')[0], control, partner);
}

const [role, url, root, file, ...rest] = process.argv.slice(2);
if (root) WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'hex');
const figures = await { signal: measureSignal, decrypt: () => decrypt(url, file, rest), texts: () => texts(url, file, ...rest) }[role]();
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
