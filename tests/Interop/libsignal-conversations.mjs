// Makes ../WhatsApp.Tests/Data/libsignal-conversations.json: conversations that libsignal for Node holds with itself, with all private keys,
// so that another implementation can take either side and must write the same bytes; and group messages as Baileys writes them.
//   npm ci && node libsignal-conversations.mjs > ../WhatsApp.Tests/Data/libsignal-conversations.json
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { GroupCipher, GroupSessionBuilder, SenderKeyName, SenderKeyRecord } from './node_modules/baileys/lib/Signal/Group/index.js';

const require = createRequire(import.meta.url);
const { curve, ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } = require('libsignal');
console.log = console.info = console.warn = console.error = () => {}; // libsignal prints session keys there

const hex = bytes => Buffer.from(bytes).toString('hex');
let block = 0; // the same keys and choices every time
const bytes = n => Buffer.concat(Array.from({ length: Math.ceil(n / 32) }, () => createHash('sha256').update(`libsignal ${block++}`).digest())).subarray(0, n);
const below = n => bytes(4).readUInt32LE() % n;

function pair() {
  const privKey = bytes(32);
  privKey[0] &= 0xf8; privKey[31] = privKey[31] & 0x7f | 0x40;
  return { privKey, pubKey: curve.getPublicFromPrivateKey(privKey) };
}

let owner; // whose turn it is to make keys
curve.generateKeyPair = () => {
  const made = pair();
  owner.made.push(hex(made.privKey));
  return made;
};

function device(name, registrationId) {
  const identity = pair(), signed = pair(), preKey = pair();
  const sessions = {};
  return {
    name, registrationId, identity, signed, preKey, made: [],
    signature: curve.calculateSignature(identity.privKey, signed.pubKey),
    isTrustedIdentity: () => true,
    getOurIdentity: () => identity,
    getOurRegistrationId: () => registrationId,
    loadSignedPreKey: () => signed,
    loadPreKey: id => (id ? preKey : undefined),
    removePreKey: () => {},
    loadSession: id => sessions[id],
    storeSession: (id, record) => { sessions[id] = SessionRecord.deserialize(JSON.parse(JSON.stringify(record.serialize()))); },
  };
}

const cipher = (own, other) => new SessionCipher(own, new ProtocolAddress(other.name, 0));

async function conversation(registrationIds, withPreKey, length) {
  const devices = [device('alice', registrationIds[0]), device('bob', registrationIds[1])];
  const [alice, bob] = devices;
  owner = alice;
  await new SessionBuilder(alice, new ProtocolAddress('bob', 0)).initOutgoing({
    registrationId: bob.registrationId,
    identityKey: bob.identity.pubKey,
    signedPreKey: { keyId: 9, publicKey: bob.signed.pubKey, signature: bob.signature },
    ...(withPreKey ? { preKey: { keyId: 77, publicKey: bob.preKey.pubKey } } : {}),
  });

  const events = [];
  const network = [[], []]; // by sender
  const answering = [true, false]; // Bob can't write before he has read
  while (events.length < length) {
    const who = below(2);
    owner = devices[who];
    if (below(2) && answering[who]) {
      const plaintext = bytes(1 + below(90));
      const { type, body } = await cipher(owner, devices[1 - who]).encrypt(plaintext);
      const message = { event: 'encrypt', who, kind: type === 3 ? 'pkmsg' : 'msg', plaintext: hex(plaintext), ciphertext: Buffer.from(body, 'binary').toString('hex') };
      events.push(message);
      network[who].push(message);
    } else if (network[1 - who].length) {
      const [message] = network[1 - who].splice(below(3) ? 0 : below(network[1 - who].length), 1); // one in three out of order
      const from = cipher(owner, devices[1 - who]);
      const body = Buffer.from(message.ciphertext, 'hex');
      const read = message.kind === 'pkmsg' ? await from.decryptPreKeyWhisperMessage(body) : await from.decryptWhisperMessage(body);
      if (hex(read) !== message.plaintext) throw new Error('libsignal read something else');
      events.push({ event: 'decrypt', who, kind: message.kind, plaintext: message.plaintext, ciphertext: message.ciphertext });
      answering[who] = true;
    }
  }
  return {
    devices: devices.map(d => ({
      registrationId: d.registrationId, identity: hex(d.identity.privKey), signedPreKey: hex(d.signed.privKey),
      signature: hex(d.signature), preKey: hex(d.preKey.privKey), made: d.made,
    })),
    withPreKey,
    events,
  };
}

async function group(length) {
  const records = {};
  const store = {
    loadSenderKey: async name => records[name.toString()] ?? new SenderKeyRecord(),
    storeSenderKey: async (name, record) => { records[name.toString()] = record; },
  };
  const name = new SenderKeyName('123-456@g.us', new ProtocolAddress('alice', 0));
  const distribution = async () => hex((await new GroupSessionBuilder(store).create(name)).serialize());
  owner = { made: [] };
  const first = await distribution();
  const messages = [];
  let later;
  for (let i = 0; i < length; i++) {
    if (i === length / 2) later = await distribution();
    const plaintext = bytes(1 + below(90));
    messages.push({ plaintext: hex(plaintext), ciphertext: hex(await new GroupCipher(store, name).encrypt(plaintext)) });
  }
  return { distribution: first, laterDistribution: later, messages };
}

process.stdout.write(`${JSON.stringify({
  made: 'libsignal 6.0.0 of npm, as baileys 7.0.0-rc14 depends on it',
  conversations: [await conversation([1111, 2222], true, 120), await conversation([0, 1], false, 120), await conversation([300, 16383], true, 200)],
  group: await group(12),
}, null, 1)}\n`);
