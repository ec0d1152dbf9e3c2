// Makes baileys-messages.json: messages as Baileys 7.0.0-rc14 builds and encodes them, its reporting tokens for some, and the field numbers
// of its schema for the messages that our .proto files have. To run it again, where baileys is installed (tests/Interop):
//   node baileys-messages.mjs > baileys-messages.json
// With a file of our own encodings ([{name, wire}]) as an argument it prints how Baileys reads them.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../Interop/'));
const baileys = dirname(dirname(require.resolve('baileys')));
const load = path => import(pathToFileURL(join(baileys, path)));
const { proto, generateWAMessageContent, generateWAMessageFromContent } = await load('lib/index.js');
const { getMessageReportingToken } = await load('lib/Utils/reporting-utils.js');

const hex = bytes => Buffer.from(bytes).toString('hex');

if (process.argv[2]) {
  for (const { name, wire } of JSON.parse(readFileSync(process.argv[2])))
    console.log(name, JSON.stringify(proto.Message.toObject(proto.Message.decode(Buffer.from(wire, 'hex')), { longs: String, bytes: String, enums: String })));
  process.exit();
}

const chat = '15550000002@s.whatsapp.net';
const group = '120363000000000001@g.us';
const lid = '100000000000001@lid';
const key = { remoteJid: chat, fromMe: false, id: '3EB0AAAAAAAAAAAAAAAAAA' };
const groupKey = { remoteJid: group, fromMe: false, id: '3EB0BBBBBBBBBBBBBBBBBB', participant: lid };
const card = name => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;type=CELL;type=VOICE;waid=15550000003:+1 555 000 0003\nEND:VCARD`;
const secret = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const quoted = { key, message: { conversation: 'the question' }, messageTimestamp: 1700000000 };
const file = { url: 'https://mmg.whatsapp.net/v/t62/x', directPath: '/v/t62/x?ccb=1', mediaKey: secret, fileSha256: Buffer.alloc(32, 1),
  fileEncSha256: Buffer.alloc(32, 2), fileLength: 12345, mediaKeyTimestamp: 1700000000 };

const content = async c => generateWAMessageContent(c, { userJid: '15550000001@s.whatsapp.net', logger: { warn() {}, debug() {}, trace() {} } });
const full = async (c, options) => generateWAMessageFromContent(chat, await content(c), { userJid: '15550000001@s.whatsapp.net', ...options }).message;
const messages = {
  text: () => content({ text: 'hello wörld 👋' }),
  mentions: () => content({ text: 'hi @15550000003', mentions: ['15550000003@s.whatsapp.net', lid] }),
  reply: () => full({ text: 'the answer' }, { quoted }),
  ephemeralText: () => full({ text: 'gone soon' }, { ephemeralExpiration: 86400 }),
  reaction: () => content({ react: { text: '👍', key } }),
  reactionRemoved: () => content({ react: { text: '', key: groupKey } }),
  edit: () => content({ text: 'corrected', edit: key }),
  revoke: () => content({ delete: key }),
  pollSingle: () => content({ poll: { name: 'Lunch?', values: ['Pizza', 'Soup', 'Ünï'], selectableCount: 1, messageSecret: secret } }),
  pollMulti: () => content({ poll: { name: 'Days?', values: ['Mo', 'Tu'], selectableCount: 0, messageSecret: secret } }),
  pollAnnouncement: () => content({ poll: { name: 'All?', values: ['Yes', 'No'], selectableCount: 1, messageSecret: secret, toAnnouncementGroup: true } }),
  location: () => content({ location: { degreesLatitude: 52.52, degreesLongitude: -13.405, name: 'Here', address: 'Street 1' } }),
  contact: () => content({ contacts: { displayName: 'Ana', contacts: [{ displayName: 'Ana', vcard: card('Ana') }] } }),
  contacts: () => content({ contacts: { displayName: 'Two', contacts: [{ displayName: 'Ana', vcard: card('Ana') }, { displayName: 'Ben', vcard: card('Ben') }] } }),
  pin: () => content({ pin: groupKey, type: 1, time: 604800 }),
  unpin: () => content({ pin: groupKey, type: 2 }),
  disappearing: () => content({ disappearingMessagesInChat: 86400 }),
  event: () => content({ event: { name: 'Party', description: 'At home', startDate: new Date(1800000000000), endDate: new Date(1800003600000), messageSecret: secret } }),
  image: () => ({ imageMessage: { ...file, mimetype: 'image/jpeg', caption: 'a caption', width: 640, height: 480, jpegThumbnail: Buffer.from([1, 2, 3]) } }),
  viewOnceImage: () => ({ viewOnceMessage: { message: { imageMessage: { ...file, mimetype: 'image/png' } } } }),
  gif: () => ({ videoMessage: { ...file, mimetype: 'video/mp4', seconds: 7, gifPlayback: true } }),
  note: () => ({ ptvMessage: { ...file, mimetype: 'video/mp4', seconds: 9 } }),
  voice: () => ({ audioMessage: { ...file, mimetype: 'audio/ogg; codecs=opus', seconds: 5, ptt: true, waveform: Buffer.alloc(64, 50) } }),
  document: () => ({ documentWithCaptionMessage: { message: { documentMessage: { ...file, mimetype: 'application/pdf', fileName: 'a.pdf', caption: 'read', pageCount: 3 } } } }),
  sticker: () => ({ stickerMessage: { ...file, mimetype: 'image/webp', width: 512, height: 512, isAnimated: true } }),
  own: () => ({ deviceSentMessage: { destinationJid: chat, message: { conversation: 'from another device' } }, messageContextInfo: { messageSecret: secret } }),
  senderKey: () => ({ senderKeyDistributionMessage: { groupId: group, axolotlSenderKeyDistributionMessage: Buffer.from([51, 1, 2]) } }),
  listUnknown: () => ({ listMessage: { title: 'x', buttonText: 'y' }, messageContextInfo: { messageSecret: secret } }),
};

// Times and secrets by chance would differ with each run; those of the lists above are given where they can be.
const still = value => {
  if (value && typeof value === 'object' && !(value instanceof Uint8Array)) {
    for (const [name, inner] of Object.entries(value)) {
      if (['senderTimestampMs', 'timestampMs'].includes(name)) value[name] = 1700000000123;
      else if (name === 'ephemeralSettingTimestamp') value[name] = 1700000000;
      else if (name === 'messageSecret') value[name] = secret;
      else still(inner);
    }
  }
  return value;
};

const cases = [];
for (const [name, make] of Object.entries(messages)) {
  const message = still(proto.Message.fromObject(await make()));
  const wire = proto.Message.encode(message).finish();
  const test = { name, wire: hex(wire) };
  // Baileys hashes what it is given; of messages within messages it leaves all out, so those are not compared.
  const info = message.messageContextInfo ??= proto.MessageContextInfo.create();
  info.messageSecret = secret;
  const token = await getMessageReportingToken(wire, message, { fromMe: false, id: key.id, remoteJid: group, participant: lid });
  if (token && !['edit', 'own', 'document', 'viewOnceImage'].includes(name)) test.reportingToken = hex(token.content[0].content);
  cases.push(test);
}

// The schema: name, number and type of the fields of each message that ours have too.
const protos = join(here, '../../../WhatsApp/Proto');
const ours = new Set(readdirSync(protos).flatMap(name => [...readFileSync(join(protos, name), 'utf8').matchAll(/^\s*message (\w+)/gm)].map(m => m[1])));
const theirs = readFileSync(join(baileys, 'WAProto/WAProto.proto'), 'utf8');
const enums = new Set([...theirs.matchAll(/^\s*enum (\w+)/gm)].map(m => m[1]));
const scalars = ['string', 'bytes', 'bool', 'uint32', 'uint64', 'int32', 'int64', 'double', 'float', 'fixed32', 'sfixed32'];
const kind = type => scalars.includes(type) ? type : enums.has(type.split('.').at(-1)) ? 'enum' : 'message';
const schema = {};
const open = [];
for (const line of theirs.split('\n')) {
  const start = line.match(/^\s*(message|enum|oneof) (\w+) \{/);
  const field = line.match(/^\s*(?:(optional|repeated|required) )?([\w.]+) (\w+) = (\d+)/);
  const owner = () => open.filter(([what]) => what === 'message').map(([, name]) => name);
  if (start) {
    open.push(start.slice(1));
    if (start[1] === 'message' && ours.has(start[2])) schema[owner().join('.')] ??= {};
  }
  else if (/^\s*\}/.test(line)) open.pop();
  else if (field && open.at(-1)?.[0] !== 'enum') {
    const fields = schema[owner().join('.')];
    if (fields && ours.has(owner().at(-1))) fields[field[3]] = [Number(field[4]), kind(field[2]), field[1] === 'repeated'];
  }
}
console.log(JSON.stringify({ chat, group, lid, id: key.id, secret: hex(secret), cases }).replaceAll('},{', '},\n{').slice(0, -1)
  + ',\n"schema":{\n' + Object.entries(schema).map(([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`).join(',\n') + '}}');
