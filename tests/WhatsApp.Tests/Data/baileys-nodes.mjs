// Makes baileys-nodes.json: nodes as Baileys 7.0.0-rc14 writes them and as it reads them back. To run it again:
//   npm i baileys@7.0.0-rc14 && node baileys-nodes.mjs > baileys-nodes.json
// With a file of our own encodings ([{name, wire}]) as an argument it reads those with Baileys and compares the trees.
import { readFileSync } from 'node:fs';
import { decodeBinaryNode, encodeBinaryNode } from 'baileys';

let seed = 20261120;
const next = n => { // xorshift32: the same nodes every time
  seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; seed >>>= 0;
  return seed % n;
};
const pick = list => list[next(list.length)];
const digits = n => Array.from({ length: n }, (_, i) => (i ? next(10) : 1 + next(9))).join('');
const hexUpper = n => Array.from({ length: n }, () => '0123456789ABCDEF'[next(16)]).join('');
const bytes = n => Buffer.from(Array.from({ length: n }, () => next(256)));

const pn = d => `1555000${digits(4)}${d ? ':' + d : ''}@s.whatsapp.net`;
const lid = d => `1000000000${digits(5)}${d ? ':' + d : ''}@lid`;
const group = () => `120363${digits(12)}@g.us`;
const server = '@s.whatsapp.net';
const id = () => pick([`${digits(5)}.${digits(5)}-${1 + next(400)}`, '3EB0' + hexUpper(18), hexUpper(32), digits(6)]);
const time = () => '17' + digits(8);

const stanzas = {
  ping: () => ({ tag: 'iq', attrs: { to: server, type: 'get', xmlns: 'w:p', id: id() }, content: [{ tag: 'ping', attrs: {} }] }),
  pong: () => ({ tag: 'iq', attrs: { from: server, type: 'result', id: id() } }),
  success: () => ({ tag: 'success', attrs: { t: time(), props: digits(2), location: 'frc', lid: lid(next(20)), companion_enc_static: 'none' } }),
  failure: () => ({ tag: 'failure', attrs: { reason: pick(['401', '403', '405', '500', '503']), location: 'atn' } }),
  streamError: () => ({ tag: 'stream:error', attrs: { code: '515' } }),
  conflict: () => ({ tag: 'stream:error', attrs: {}, content: [{ tag: 'conflict', attrs: { type: 'replaced' } }] }),
  pairDevice: () => ({ tag: 'iq', attrs: { from: server, type: 'set', id: id(), xmlns: 'md' }, content: [
    { tag: 'pair-device', attrs: {}, content: Array.from({ length: 6 }, () => ({ tag: 'ref', attrs: {}, content: bytes(40) })) }] }),
  directMessage: () => ({ tag: 'message', attrs: { id: id(), type: 'text', to: pn() }, content: [
    { tag: 'participants', attrs: {}, content: [pn(next(3)), lid(next(90)), pn(7)].map(jid => (
      { tag: 'to', attrs: { jid }, content: [{ tag: 'enc', attrs: { v: '2', type: pick(['msg', 'pkmsg']) }, content: bytes(30 + next(90)) }] })) },
    { tag: 'device-identity', attrs: {}, content: bytes(60) }] }),
  incoming: () => ({ tag: 'message', attrs: { from: pn(next(5)), type: 'media', id: id(), t: time(), notify: pick(['Ana', 'Jürgen Groß', '李小龙', '👩‍👩‍👧', 'O\'Neil & Söhne <x>']), offline: '0' }, content: [
    { tag: 'enc', attrs: { v: '2', type: 'msg', mediatype: pick(['image', 'video', 'ptt', 'document']) }, content: bytes(150) }] }),
  groupMessage: () => ({ tag: 'message', attrs: { from: group(), participant: lid(next(30)), addressing_mode: 'lid', participant_pn: pn(), id: id(), t: time(), type: 'text' }, content: [
    { tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: bytes(300) }] }),
  receipt: () => ({ tag: 'receipt', attrs: { to: pn(next(10)), id: id(), type: pick(['read', 'retry', 'inactive', 'played', 'sender']), t: time() }, content: [
    { tag: 'list', attrs: {}, content: Array.from({ length: 1 + next(6) }, () => ({ tag: 'item', attrs: { id: id() } })) }] }),
  ack: () => ({ tag: 'ack', attrs: { class: 'message', id: id(), from: group(), t: time(), phash: pick(['2:47DEQpj8', '2:Zq9+/xA1']) } }),
  prekeys: () => ({ tag: 'iq', attrs: { xmlns: 'encrypt', type: 'set', to: server, id: id() }, content: [
    { tag: 'registration', attrs: {}, content: bytes(4) }, { tag: 'type', attrs: {}, content: Buffer.from([5]) },
    { tag: 'list', attrs: {}, content: Array.from({ length: 5 }, () => ({ tag: 'key', attrs: {}, content: [
      { tag: 'id', attrs: {}, content: bytes(3) }, { tag: 'value', attrs: {}, content: bytes(32) }] })) }] }),
  usync: () => ({ tag: 'iq', attrs: { to: server, type: 'get', xmlns: 'usync', id: id() }, content: [
    { tag: 'usync', attrs: { context: 'message', mode: 'query', sid: id(), last: 'true', index: '0' }, content: [
      { tag: 'query', attrs: {}, content: [{ tag: 'devices', attrs: { version: '2' } }, { tag: 'lid', attrs: {} }] },
      { tag: 'list', attrs: {}, content: Array.from({ length: 4 }, () => ({ tag: 'user', attrs: { jid: pn() } })) }] }] }),
  groupInfo: () => ({ tag: 'group', attrs: { id: digits(18), creation: time(), creator: lid(), s_t: time(), s_o: pn(), subject: pick(['Family', 'Büro 3', '0', '-.-', 'DEADBEEF']), a_v_id: digits(16) }, content: [
    { tag: 'locked', attrs: {} }, { tag: 'member_add_mode', attrs: {}, content: pick(['all_member_add', 'admin_add']) },
    ...Array.from({ length: 8 }, () => ({ tag: 'participant', attrs: { jid: lid(), phone_number: pn(), type: pick(['admin', 'superadmin']) } }))] }),
  hosted: () => ({ tag: 'to', attrs: { jid: pick([`1555000${digits(4)}:99@hosted`, `${digits(15)}:99@hosted.lid`]) } }),
  otherServers: () => ({ tag: 'presence', attrs: { from: pick(['status@broadcast', `${digits(12)}@broadcast`, `120363${digits(12)}@newsletter`, `${digits(10)}@bot`, `${digits(10)}@c.us`, '@g.us', `${hexUpper(16)}@call`]), type: 'unavailable' } }),
  textContent: () => ({ tag: 'status', attrs: { t: time() }, content: pick(['true', '12345', '1', 'hello wörld', 'ABCDEF', 'abcdef', 'mail me', 'me@example.org', '3.14-15', '']) }),
  oddValues: () => ({ tag: pick(['unheard-of', 'x', '7', 'FEED']), attrs: { '': 'no key', none: '', long: 'x'.repeat(next(400)), number: digits(1 + next(130)), hex: hexUpper(1 + next(130)), lower: hexUpper(12).toLowerCase() } }),
  noChildren: () => ({ tag: 'list', attrs: {}, content: [] }),
  noBytes: () => ({ tag: 'value', attrs: {}, content: Buffer.alloc(0) }),
  bytes255: () => ({ tag: 'value', attrs: {}, content: bytes(255) }),
  bytes256: () => ({ tag: 'value', attrs: {}, content: bytes(256) }),
};

const random = depth => {
  const attrs = {};
  for (let i = next(6); i > 0; i--) attrs[pick(['a', 'type', 'jid', 'made-up', 'count', 'w4:b']) + (next(3) ? '' : i)] = pick([pn(next(200)), lid(next(200)), group(), id(), time(), 'Zoë', 'true', '']);
  const node = { tag: pick(['iq', 'item', 'anything', 'w:gp2', '42']), attrs };
  const kind = next(depth > 4 ? 3 : 4);
  if (kind === 1) node.content = bytes(next(40));
  if (kind === 2) node.content = pick([id(), 'some text', 'text', digits(9)]);
  if (kind === 3) node.content = Array.from({ length: next(5) }, () => random(depth + 1));
  return node;
};

// What Baileys reads but never writes: longer headers than needed, values as lists of nothing, other jid forms.
const readOnly = {
  list16: '00f90001' + '1e',
  binary20: '00f8024cfd000003010203',
  binary20HighBits: '00f8024cfdf00003010203',
  binary32: '00f8024cfe00000003010203',
  keyAsBytes: '00f8031efc047479706525',
  emptyValue: '00f8031e0400',
  hexOfDigits: '00f8031e08fb021234',
  nibblesWithNul: '00f8031e08ff021ff4',
  packedOfNothing: '00f8031e08ff80',
  messenger: '00f8031e06f6ff85150000123f0007fc046d736772',
  interop: '00f8031e06f5ff85150000123f00030002fc07696e7465726f70',
  deviceJidOfDeviceZero: '00f8031e06f70000ff0415000012',
  contentOfJid: '00f8021ef70103ff0415000012',
  sameKeyTwice: '00f8051e04190425',
  contentOfToken: '00f8021e19',
  contentOfDoubleToken: '00f8021eec10',
};

const tree = node => ({
  tag: node.tag,
  attributes: Object.entries(node.attrs),
  ...(Buffer.isBuffer(node.content) ? { bytes: node.content.toString('hex') }
    : typeof node.content === 'string' ? { text: node.content }
    : Array.isArray(node.content) ? { children: node.content.map(tree) } : {}),
});

if (process.argv[2]) {
  const expected = new Map(JSON.parse(readFileSync('baileys-nodes.json')).map(c => [c.name, c.node]));
  const loose = node => JSON.stringify(node, (key, value) => // 2.7 of the wire: text may come back as bytes
    value && typeof value.text === 'string' ? { ...value, text: undefined, bytes: Buffer.from(value.text).toString('hex') } : value);
  const sorted = node => ({ ...node, attributes: [...node.attributes].sort(), ...(node.children ? { children: node.children.map(sorted) } : {}) });
  let different = 0;
  const ours = JSON.parse(readFileSync(process.argv[2]));
  for (const { name, wire } of ours) {
    const read = loose(sorted(tree(await decodeBinaryNode(Buffer.from(wire, 'hex')))));
    const wanted = loose(sorted(expected.get(name)));
    if (read !== wanted) { different++; console.error(`${name}\n  ${wanted}\n  ${read}`); }
  }
  console.log(`${ours.length} of ours read by Baileys, ${different} different`);
} else {
  const cases = [];
  const add = async (name, wire, canonical) => cases.push({ name, wire: wire.toString('hex'), canonical, node: tree(await decodeBinaryNode(wire)) });
  for (let round = 0; round < 5; round++)
    for (const [name, make] of Object.entries(stanzas)) await add(`${name} ${round}`, encodeBinaryNode(make()), true);
  for (let i = 0; i < 60; i++) await add(`random ${i}`, encodeBinaryNode(random(0)), true);
  const many = { tag: 'list', attrs: {}, content: Array.from({ length: 300 }, (_, i) => ({ tag: 'item', attrs: { index: String(i) } })) };
  await add('300 children', encodeBinaryNode(many), true);
  for (const [name, hex] of Object.entries(readOnly)) await add(name, Buffer.from(hex, 'hex'), false);
  console.log('[\n' + cases.map(c => JSON.stringify(c)).join(',\n') + '\n]');
}
