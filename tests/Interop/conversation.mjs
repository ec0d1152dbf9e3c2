// Many Baileys clients, as npm ships them, in one process: pairing, conversations, restarts. baileys.mjs has one client alone.
//
//   node conversation.mjs URL ROOT     URL ws://host:port/ws/chat, ROOT 32 bytes in hexadecimal
//
// Commands come on standard input, a JSON object a line: {"call":1,"client":"Bob","do":"send","with":{...}}; a client is made by its
// first command. Each is answered by {"call":1,"value":...} or {"call":1,"error":"..."}; what else happens is told as
// {"client":"Bob","event":...}. The end of the input ends the process.
import { createInterface } from 'node:readline';
import { WA_CERT_DETAILS } from 'baileys';
import { Client } from './conversation/client.mjs';

const [url, root] = process.argv.slice(2);
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'hex');

const tell = line => process.stdout.write(`${JSON.stringify(line)}\n`);
console.log = console.info = console.debug = console.warn = console.error = () => {}; // libsignal prints session keys there
process.on('unhandledRejection', error => tell({ client: '', event: 'unhandled', message: String(error?.stack ?? error) }));

const clients = new Map();
const clientOf = name => {
  if (!clients.has(name)) clients.set(name, new Client(url, more => tell({ client: name, ...more })));
  return clients.get(name);
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, client, do: command, with: words } = JSON.parse(line);
  Promise.resolve()
    .then(() => clientOf(client)[command](words ?? {}))
    .then(value => tell({ call, value: value ?? null }))
    .catch(error => tell({ call, error: String(error?.stack ?? error) }));
}
process.exit(0);
