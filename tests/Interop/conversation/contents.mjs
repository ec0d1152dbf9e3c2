// What messages say, between the tests' words and Baileys': contentOf for what is sent, read for what has come.
import { normalizeMessageContent, proto } from 'baileys';

const { Type } = proto.Message.ProtocolMessage;

/** What sendMessage takes. */
export function contentOf(content, messageOf) {
  const { kind, text, target } = content;
  switch (kind) {
    case 'text':
      return {
        body: { text, mentions: content.mentions?.length ? content.mentions : undefined },
        options: { quoted: content.quoted ? messageOf(content.quoted) : undefined },
      };
    case 'reaction':
      return { body: { react: { text, key: messageOf(target).key } } };
    case 'edit':
      return { body: { text, edit: messageOf(target).key } };
    case 'revoke':
      return { body: { delete: messageOf(target).key } };
    case 'poll':
      return { body: { poll: { name: text, values: content.options, selectableCount: content.selectable } } };
    case 'location':
      return { body: { location: { degreesLatitude: content.latitude, degreesLongitude: content.longitude, name: text } } };
    case 'contact':
      return { body: { contacts: { displayName: text, contacts: [{ displayName: text, vcard: content.card }] } } };
    default:
      throw new Error(`Baileys isn't told how to send ${kind}.`);
  }
}

/** What has come; null if it says nothing to people. */
export function read(received) {
  const message = normalizeMessageContent(received);
  if (!message) return null;
  if (message.reactionMessage) return { kind: 'reaction', text: message.reactionMessage.text, target: message.reactionMessage.key.id };
  if (message.protocolMessage) return readProtocol(message.protocolMessage);
  if (message.pollUpdateMessage) return { kind: 'vote', target: message.pollUpdateMessage.pollCreationMessageKey.id };
  const poll = message.pollCreationMessage ?? message.pollCreationMessageV2 ?? message.pollCreationMessageV3;
  if (poll) {
    const options = poll.options.map(option => option.optionName);
    return { kind: 'poll', text: poll.name, options, selectable: poll.selectableOptionsCount };
  }
  const { locationMessage: place, contactMessage: contact } = message;
  if (place) return { kind: 'location', text: place.name, latitude: place.degreesLatitude, longitude: place.degreesLongitude };
  if (contact) return { kind: 'contact', text: contact.displayName, card: contact.vcard };
  return readText(message);
}

export const textOf = message => message?.extendedTextMessage?.text || message?.conversation || null;

function readText(message) {
  const text = textOf(message);
  if (text === null) return null;
  const context = message.extendedTextMessage?.contextInfo;
  return {
    kind: 'text',
    text,
    mentions: context?.mentionedJid ?? [],
    quoted: context?.stanzaId || null,
    quotedText: textOf(context?.quotedMessage),
    quotedSender: context?.participant || null,
  };
}

function readProtocol({ type, key, editedMessage }) {
  if (type === Type.REVOKE) return { kind: 'revoke', target: key.id };
  if (type === Type.MESSAGE_EDIT) return { kind: 'edit', target: key.id, text: textOf(normalizeMessageContent(editedMessage)) };
  return null;
}
