// Votes: Baileys opens them with decryptPollVote, and leaves making them to whoever wants to; its own ciphers are used for that.
import { randomBytes } from 'node:crypto';
import {
  aesEncryptGCM, decryptPollVote, getAggregateVotesInPollMessage, hmacSign, jidNormalizedUser, normalizeMessageContent, proto, sha256,
} from 'baileys';

/** A vote as a message. */
export function sealVote(poll, options, me) {
  const creator = authorsOf(poll.key, me)[0];
  const voter = jidNormalizedUser(creator.endsWith('@lid') || poll.key.remoteJid.endsWith('@lid') ? me.lid : me.id);
  const vote = proto.Message.PollVoteMessage.encode({ selectedOptions: options.map(option => sha256(Buffer.from(option))) }).finish();
  const info = Buffer.concat([Buffer.from(poll.key.id + creator + voter + 'Poll Vote'), Buffer.from([1])]);
  const key = hmacSign(info, hmacSign(secretOf(poll), Buffer.alloc(32), 'sha256'), 'sha256');
  const encIv = randomBytes(12);
  const encPayload = aesEncryptGCM(vote, key, encIv, Buffer.from(`${poll.key.id}\u0000${voter}`));
  return { pollUpdateMessage: { pollCreationMessageKey: poll.key, vote: { encPayload, encIv }, senderTimestampMs: Date.now() } };
}

/** The options that were chosen; null if the vote can't be opened. */
export function openVote(message, poll, me) {
  if (!poll) return null;
  for (const pollCreatorJid of authorsOf(poll.key, me)) {
    for (const voterJid of authorsOf(message.key, me)) {
      try {
        const keys = { pollCreatorJid, pollMsgId: poll.key.id, pollEncKey: secretOf(poll), voterJid };
        const vote = decryptPollVote(message.message.pollUpdateMessage.vote, keys);
        const updates = [{ pollUpdateMessageKey: message.key, vote }];
        const votes = getAggregateVotesInPollMessage({ message: normalizeMessageContent(poll.message), pollUpdates: updates }, me.id);
        return votes.filter(option => option.voters.length > 0).map(option => option.name);
      } catch {
        // The other addressing, then.
      }
    }
  }
  return null;
}

const secretOf = poll => Buffer.from(poll.message.messageContextInfo.messageSecret);

// Who wrote a message, by number and by hidden id: which of them was taken into the key isn't said anywhere. First the chat's own.
function authorsOf(key, me) {
  const both = key.fromMe ? [me.id, me.lid] : [key.participant || key.remoteJid, key.participantAlt ?? key.remoteJidAlt];
  if (key.fromMe && key.remoteJid.endsWith('@lid')) both.reverse();
  return both.filter(Boolean).map(jidNormalizedUser);
}
