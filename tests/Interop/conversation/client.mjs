// One Baileys client: connects as Baileys' documentation shows, always again unless it was logged out, and does what it is told.
import { setTimeout as delay } from 'node:timers/promises';
import makeWASocket, {
  DEFAULT_CONNECTION_CONFIG, DisconnectReason, generateMessageIDV2, jidNormalizedUser, proto, unpadRandomMax16,
} from 'baileys';
import { contentOf, read } from './contents.mjs';
import { Vault } from './vault.mjs';
import { openVote, sealVote } from './votes.mjs';

const silent = { level: 'silent', trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const patience = 20_000; // in milliseconds, as all times here
const quiet = 100;

export class Client {
  #url;
  #tell;
  #vault = new Vault();
  #socket = null;
  #state = null;
  #running = 0;
  #link = unlinked(); // the connection, or the next one
  #messages = new Map(); // by id: what an application keeps, sent and received
  #sending = new Map(); // by id: what isn't in there yet
  #acks = new Map();
  #decrypted = 0; // when it last did

  constructor(url, tell) {
    this.#url = url;
    this.#tell = tell;
  }

  start() {
    const run = ++this.#running;
    const { state, saveCreds } = this.#vault.open();
    this.#state = state;
    this.#connect(run, saveCreds);
  }

  stop() {
    this.#running++;
    this.#vault.close();
    this.#socket?.end(undefined);
    this.#socket = null;
    this.#lose();
  }

  /** Deletes everything, as when the client is installed anew. */
  reset() {
    this.#vault.forget('');
  }

  forgetSessions({ user }) {
    return this.#vault.forget(`session ${user}`);
  }

  forgetSenderKeys({ group, user }) {
    return this.#vault.forget(`sender-key ${group}::${user}`);
  }

  spoilSessions({ user }) {
    return this.#vault.spoilSessions(user);
  }

  /** Sends, over as many connections as it takes, until the server has confirmed it. */
  async send({ to, content, id = generateMessageIDV2(this.#state.creds.me.id), viewers }) {
    const confirmed = new Promise(resolve => this.#acks.set(id, resolve));
    const deadline = Date.now() + patience;
    for (;;) {
      const { opened, lost } = this.#link; // which may be lost again as soon as it is opened
      await within(opened, deadline, 'a connection');
      try {
        const sending = this.#write(to, content, id, viewers);
        this.#sending.set(id, sending);
        const message = await Promise.race([sending, lost]);
        if (message) {
          this.#messages.set(id, message);
          const error = await within(Promise.race([confirmed, lost]), deadline, `the server's ack of ${id}`);
          if (error !== undefined) {
            if (error) throw new Error(`The server refused ${id}: ${error}`);
            return { id };
          }
        }
      } catch (error) {
        if ((await Promise.race([lost, delay(1000, 'still there')])) === 'still there') throw error;
      } finally {
        this.#sending.delete(id);
      }
    }
  }

  async #write(to, content, id, viewers) {
    if (content.kind !== 'vote') {
      const { body, options } = contentOf(content, target => this.#message(target));
      return this.#socket.sendMessage(to, body, { ...options, messageId: id, statusJidList: viewers });
    }
    const message = sealVote(this.#message(content.target), content.options, this.#state.creds.me);
    await this.#socket.relayMessage(to, message, { messageId: id });
    return proto.WebMessageInfo.fromObject({ key: { remoteJid: to, fromMe: true, id }, message });
  }

  #message(id) {
    const message = this.#messages.get(id);
    if (!message) throw new Error(`There is no message ${id} here.`);
    return message;
  }

  read({ ids }) {
    return this.#socket.readMessages(ids.map(id => this.#message(id).key));
  }

  /** Says that it is there. Baileys does so by itself once it knows a name of its own, which a phone may tell late, and says nothing before. */
  async appear({ name }) {
    this.#socket.ev.emit('creds.update', { me: { ...this.#state.creds.me, name } });
    await this.#socket.sendPresenceUpdate('available');
  }

  presence({ state, to }) {
    return this.#socket.sendPresenceUpdate(state, to);
  }

  subscribe({ to }) {
    return this.#socket.presenceSubscribe(to);
  }

  async createGroup({ subject, members }) {
    return (await this.#socket.groupCreate(subject, members)).id;
  }

  async changeMembers({ group, members, action }) {
    return this.#socket.groupParticipantsUpdate(group, members, action);
  }

  leaveGroup({ group }) {
    return this.#socket.groupLeave(group);
  }

  #connect(run, saveCreds) {
    const socket = (this.#socket = makeWASocket({
      auth: this.#state,
      logger: silent,
      waWebSocketUrl: this.#url,
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
      getMessage: async ({ id }) => (await this.#sending.get(id)?.catch(() => null), this.#messages.get(id)?.message),
      makeSignalRepository: (...words) => this.#watched(DEFAULT_CONNECTION_CONFIG.makeSignalRepository(...words)),
    }));
    const tell = (event, more) => run === this.#running && this.#tell({ event, ...more });
    socket.ws.on('CB:ack,class:message', ({ attrs }) => {
      this.#acks.get(attrs.id)?.(attrs.error ?? null);
      this.#acks.delete(attrs.id);
    });
    socket.ev.on('creds.update', saveCreds);
    socket.ev.on('connection.update', update => {
      if (run !== this.#running) return;
      if (update.qr) tell('qr', { qr: update.qr });
      if (update.connection === 'open') {
        tell('open', this.#state.creds.me);
        this.#link.open();
      }
      if (update.connection === 'close') {
        const code = update.lastDisconnect?.error?.output?.statusCode;
        if (code === DisconnectReason.loggedOut) tell('loggedOut');
        this.#lose();
        if (code !== DisconnectReason.loggedOut && code !== DisconnectReason.connectionReplaced) this.#reconnect(run, saveCreds);
      }
    });
    socket.ev.on('messaging-history.set', () => tell('history'));
    socket.ev.on('messages.upsert', ({ messages }) => messages.forEach(message => this.#take(message, tell)));
    socket.ev.on('messages.update', updates => updates.forEach(({ key, update }) => {
      const edited = update.message?.editedMessage?.message;
      if ((edited || update.messageStubType) && key.fromMe) return; // what it did itself
      if (edited) tell('changed', { id: key.id, text: edited.extendedTextMessage?.text ?? edited.conversation });
      else if (update.messageStubType === proto.WebMessageInfo.StubType.REVOKE) tell('revoked', { id: key.id });
      else if (Number.isInteger(update.status)) tell('status', { id: key.id, status: update.status });
    }));
    socket.ev.on('message-receipt.update', updates => updates.forEach(({ key, receipt }) =>
      tell('status', { id: key.id, by: receipt.userJid, status: receipt.readTimestamp ? 4 : 3 })));
    socket.ev.on('messages.reaction', reactions => reactions.forEach(({ key, reaction }) =>
      reaction.key.fromMe || tell('reacted', { id: key.id, emoji: reaction.text })));
    socket.ev.on('group-participants.update', ({ id, participants, action }) =>
      tell('members', { group: id, action, members: participants.map(member => member.id ?? member) }));
    socket.ev.on('groups.upsert', groups => groups.forEach(({ id, subject }) => tell('group', { group: id, subject })));
    socket.ev.on('presence.update', ({ id, presences }) => tell('presence', { chat: id, presences }));
  }

  // Not before the old socket has decrypted what it still had: it and the new one would take turns in overwriting each other's sessions.
  async #reconnect(run, saveCreds) {
    do await delay(quiet / 2);
    while (Date.now() - this.#decrypted < quiet);
    if (run === this.#running) this.#connect(run, saveCreds);
  }

  // What Baileys decrypted but couldn't answer, because its connection had just ended, is never told by messages.upsert: it is told here.
  #watched(repository) {
    const decrypt = repository.decryptMessage;
    repository.decryptMessage = async what => {
      this.#decrypted = Date.now();
      const bytes = await decrypt(what);
      this.#decrypted = Date.now();
      const message = proto.Message.decode(unpadRandomMax16(bytes));
      const text = message.conversation || message.extendedTextMessage?.text;
      if (text) this.#tell({ event: 'decrypted', text });
      return bytes;
    };
    return repository;
  }

  #take(message, tell) {
    const { key } = message;
    if (key.fromMe && (this.#messages.has(key.id) || this.#sending.has(key.id))) return;
    const sender = key.participant || (key.fromMe ? this.#state.creds.me.id : key.remoteJid);
    const where = { id: key.id, chat: key.remoteJid, sender: jidNormalizedUser(sender), fromMe: !!key.fromMe };
    if (message.messageStubType === proto.WebMessageInfo.StubType.CIPHERTEXT)
      return tell('undecryptable', { ...where, reason: message.messageStubParameters?.[0] });
    const content = read(message.message);
    if (!content) return;
    this.#messages.set(key.id, message);
    if (content.kind === 'vote') content.options = openVote(message, this.#messages.get(content.target), this.#state.creds.me);
    tell('message', { ...where, alternative: key.participantAlt ?? key.remoteJidAlt, name: message.pushName, content });
  }

  #lose() {
    if (!this.#link.isOpen) return;
    this.#link.lose();
    this.#link = unlinked();
  }
}

function unlinked() {
  const link = { isOpen: false };
  link.opened = new Promise(resolve => (link.open = () => resolve((link.isOpen = true))));
  link.lost = new Promise(resolve => (link.lose = resolve));
  return link;
}

function within(promise, deadline, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No sign of ${what}.`)), Math.max(0, deadline - Date.now()));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
