// Baileys as npm ships it, connected to a server of our choice. Only its URL and the root that it trusts are set from outside; how it
// reconnects is what its own documentation shows: always, except when it was logged out.
//
//   node baileys.mjs URL ROOT FOLDER     URL ws://host:port/ws/chat, ROOT 32 bytes in hexadecimal, FOLDER for its credentials
//
// What happens is told on standard output, a JSON object a line. Commands come on standard input, one a line: code NUMBER [CODE], logout, ping,
// stop. The end of the input stops it too.
import { createInterface } from 'node:readline';
import makeWASocket, { DisconnectReason, useMultiFileAuthState, WA_CERT_DETAILS } from 'baileys';

const [url, root, folder] = process.argv.slice(2);
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, 'hex');

const tell = (event, more = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
console.log = console.info = console.debug = console.warn = () => {}; // libsignal prints session keys there
// Baileys 7.0.0-rc14 leaves some failures unhandled, which would end the process; here they are events like any other.
process.on('unhandledRejection', error => tell('unhandled', { message: String(error?.message ?? error) }));

const silent = { level: 'silent', trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const { state, saveCreds } = await useMultiFileAuthState(folder);
let socket;
let saving = Promise.resolve();
let stopping = false;

function connect() {
  const current = socket = makeWASocket({ auth: state, logger: silent, waWebSocketUrl: url });
  current.ev.on('creds.update', () => (saving = saving.then(saveCreds)));
  current.ev.on('connection.update', update => {
    if (update.qr) tell('qr', { qr: update.qr });
    if (update.isNewLogin) tell('paired', { id: state.creds.me.id, lid: state.creds.me.lid });
    if (update.receivedPendingNotifications) tell('caughtUp');
    if (update.connection === 'open') tell('open', { id: state.creds.me.id, lid: state.creds.me.lid });
    if (update.connection === 'close') {
      const code = update.lastDisconnect?.error?.output?.statusCode;
      const loggedOut = code === DisconnectReason.loggedOut;
      tell('close', { code, loggedOut });
      if (!stopping && !loggedOut && code !== DisconnectReason.connectionReplaced) saving.then(connect);
    }
  });
}

const commands = {
  code: async (number, custom) => tell('code', { code: await socket.requestPairingCode(number, custom) }),
  logout: () => socket.logout().catch(error => tell('unhandled', { message: String(error.message) })),
  ping: async () => {
    const answer = await socket.query({
      tag: 'iq', attrs: { id: socket.generateMessageTag(), to: '@s.whatsapp.net', type: 'get', xmlns: 'w:p' }, content: [{ tag: 'ping', attrs: {} }],
    });
    tell('pong', { type: answer.attrs.type });
  },
  stop: async () => {
    stopping = true;
    socket.end(undefined);
    await saving;
    process.exit(0);
  },
};

connect();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...words] = line.trim().split(' ');
  await commands[name]?.(...words);
}
await commands.stop();
