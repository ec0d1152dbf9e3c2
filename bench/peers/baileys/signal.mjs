// What Baileys' Signal repository takes, over a key store in memory: as makeWASocket sets it up.
import { Curve, addTransactionCapability, encodeWAMessage, generateSignalPubKey, initAuthCreds, proto, unpadRandomMax16 } from 'baileys';
import { makeLibSignalRepository } from 'baileys/lib/Signal/libsignal.js';
import { keyStore, silent } from './clients.mjs';

const text = 'Shall we meet at noon, by the old bridge, as we said before?';
const group = '120363000000000001@g.us';
const runs = 15, warmUp = 2000;
const median = list => list.sort((a, b) => a - b)[list.length >> 1];
const encoded = () => encodeWAMessage({ conversation: text });

function read(plaintext) {
  if (proto.Message.decode(unpadRandomMax16(plaintext)).conversation !== text) throw new Error('decrypted something else');
}

function party(user) {
  const creds = initAuthCreds(), store = keyStore([]);
  const keys = addTransactionCapability(store, silent, { maxCommitRetries: 10, delayBetweenTriesMs: 3000 });
  const signal = makeLibSignalRepository({ creds, keys }, silent);
  const addPreKeys = (first, count) =>
    store.set({ 'pre-key': Object.fromEntries(Array.from({ length: count }, (_, i) => [first + i, Curve.generateKeyPair()])) });
  const bundle = async id => ({
    registrationId: creds.registrationId,
    identityKey: generateSignalPubKey(creds.signedIdentityKey.public),
    signedPreKey: {
      keyId: creds.signedPreKey.keyId,
      publicKey: generateSignalPubKey(creds.signedPreKey.keyPair.public),
      signature: creds.signedPreKey.signature,
    },
    preKey: { keyId: id, publicKey: generateSignalPubKey((await store.get('pre-key', [id]))[id].public) },
  });
  return { jid: `${user}@lid`, signal, addPreKeys, bundle };
}

const encrypt = (from, to) => from.signal.encryptMessage({ jid: to.jid, data: encoded() });
const decrypt = async (to, from, message) => read(await to.signal.decryptMessage({ jid: from.jid, ...message }));

// Two that have answered each other: what they encrypt from here on are no prekey messages.
export async function meet() {
  const one = party('100000000000001'), other = party('100000000000002');
  await other.addPreKeys(1, 1);
  await one.signal.injectE2ESession({ jid: other.jid, session: await other.bundle(1) });
  await decrypt(other, one, await encrypt(one, other));
  await decrypt(one, other, await encrypt(other, one));
  return [one, other];
}

async function microseconds(count, call) {
  const begun = performance.now();
  for (let i = 0; i < count; i++) await call(i);
  return (performance.now() - begun) * 1000 / count;
}

// Medians of several runs after a warm-up, by each figure that a run gives.
async function medians(run) {
  for (const begun = performance.now(); performance.now() - begun < warmUp;) await run();
  const all = [];
  for (let i = 0; i < runs; i++) all.push(await run());
  return all[0].map((_, figure) => median(all.map(one => one[figure])));
}

export async function measureDecryption([one, other]) {
  return (await medians(async () => {
    const messages = [];
    for (let i = 0; i < 50; i++) messages.push(await encrypt(one, other));
    return [await microseconds(50, i => decrypt(other, one, messages[i]))];
  }))[0];
}

async function measurePingPong() {
  const [one, other] = await meet();
  return (await medians(async () => [await microseconds(10, async () => {
    await decrypt(other, one, await encrypt(one, other));
    await decrypt(one, other, await encrypt(other, one));
  }) / 2]))[0];
}

async function measureNewSessions() {
  const other = party('100000000000002');
  let next = 1;
  return (await medians(async () => {
    const ones = Array.from({ length: 5 }, (_, i) => party(`${200000000000000 + next + i}`)), bundles = [];
    await other.addPreKeys(next, ones.length);
    for (let i = 0; i < ones.length; i++) bundles.push(await other.bundle(next++));
    return [await microseconds(ones.length, async i => {
      await ones[i].signal.injectE2ESession({ jid: other.jid, session: bundles[i] });
      await decrypt(other, ones[i], await encrypt(ones[i], other));
    })];
  }))[0];
}

async function measureSenderKeys() {
  const one = party('100000000000001'), other = party('100000000000002'), messages = [];
  const encryptFor = () => one.signal.encryptGroupMessage({ group, meId: one.jid, data: encoded() });
  const { senderKeyDistributionMessage: axolotlSenderKeyDistributionMessage } = await encryptFor();
  const item = { groupId: group, axolotlSenderKeyDistributionMessage };
  await other.signal.processSenderKeyDistributionMessage({ item, authorJid: one.jid });
  return medians(async () => [
    await microseconds(4, async i => { messages[i] = (await encryptFor()).ciphertext; }),
    await microseconds(4, async i => read(await other.signal.decryptGroupMessage({ group, authorJid: one.jid, msg: messages[i] }))),
  ]);
}

export async function measureSignal() {
  const [sender_key_encrypt_us, sender_key_decrypt_us] = await measureSenderKeys();
  return {
    ping_pong_us: await measurePingPong(),
    new_session_us: await measureNewSessions(),
    sender_key_encrypt_us,
    sender_key_decrypt_us,
  };
}
