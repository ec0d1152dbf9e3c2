// Baileys' clients with credentials in memory.
import { readFileSync } from 'node:fs';
import makeWASocket, { initAuthCreds, proto } from 'baileys';

export const silent = { level: 'silent', trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const bytes = text => Buffer.from(text, 'base64');
const pair = key => ({ private: bytes(key.private), public: bytes(key.public) });

export function keyStore(preKeys) {
  const data = new Map(preKeys.map(key => [`pre-key ${key.id}`, pair(key)]));
  return {
    get: async (type, ids) => Object.fromEntries(ids.map(id => [id, data.get(`${type} ${id}`)]).filter(([, value]) => value)),
    set: async changes => {
      for (const [type, values] of Object.entries(changes))
        for (const [id, value] of Object.entries(values))
          if (value) data.set(`${type} ${id}`, value); else data.delete(`${type} ${id}`);
    },
  };
}

export const newDevice = () => ({ creds: initAuthCreds(), keys: keyStore([]) });

function linked(device) {
  const next = Math.max(...device.preKeys.map(key => key.id)) + 1;
  return {
    keys: keyStore(device.preKeys),
    creds: {
      noiseKey: pair(device.noise),
      pairingEphemeralKeyPair: pair(device.noise), // used for pairing by code alone
      signedIdentityKey: pair(device.identity),
      signedPreKey: { keyPair: pair(device.signedPreKey), signature: bytes(device.signedPreKeySignature), keyId: device.signedPreKey.id },
      registrationId: device.registrationId,
      advSecretKey: device.advSecret,
      processedHistoryMessages: [],
      nextPreKeyId: next,
      firstUnuploadedPreKeyId: next,
      accountSyncCounter: 1,
      accountSettings: { unarchiveChats: false },
      registered: true,
      me: { id: device.id, lid: device.lid, name: device.name },
      account: proto.ADVSignedDeviceIdentity.decode(bytes(device.account)),
      platform: device.platform,
    },
  };
}

export const readDevices = (file, skip, count) =>
  readFileSync(file, 'utf8').split('\n').slice(skip, skip + count).map(line => linked(JSON.parse(line)));

// Ends when the client is open, or shows its first QR code.
export const connect = (url, auth, until) => new Promise((resolve, reject) => {
  const client = makeWASocket({ auth, logger: silent, waWebSocketUrl: url });
  client.ev.on('creds.update', update => Object.assign(auth.creds, update));
  client.ev.on('connection.update', update => {
    if (until === 'qr' ? update.qr : update.connection === 'open') resolve(client);
    else if (update.connection === 'close') reject(update.lastDisconnect?.error ?? new Error('closed'));
  });
});
