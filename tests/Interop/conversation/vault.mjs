// What a client keeps on its disk: credentials and keys, as text, so that nothing survives a restart but what was written.
import { BufferJSON, initAuthCreds, proto } from 'baileys';

const never = new Promise(() => {});

export class Vault {
  #items = new Map();
  #generation = 0;

  /** The authentication state for a client that starts now. What an earlier one still writes is lost, as when its process has ended. */
  open() {
    const generation = ++this.#generation;
    const creds = this.#read('creds') ?? initAuthCreds();
    const living = () => generation === this.#generation;
    return {
      state: {
        creds,
        keys: {
          get: async (type, ids) => Object.fromEntries(ids.map(id => [id, this.#read(`${type} ${id}`, type)]).filter(([, value]) => value)),
          set: async data => {
            if (!living()) return never;
            for (const type in data) for (const id in data[type]) this.#write(`${type} ${id}`, data[type][id]);
          },
        },
      },
      saveCreds: () => living() && this.#write('creds', creds),
    };
  }

  close() {
    this.#generation++;
  }

  /** Deletes items whose names begin so; says how many there were. */
  forget(beginning) {
    const names = this.#named(beginning);
    names.forEach(name => this.#items.delete(name));
    return names.length;
  }

  /** Damages the chains with which sessions encrypt: nobody can read what is written with them. Says how many there were. */
  spoilSessions(user) {
    let spoiled = 0;
    for (const name of this.#named(`session ${user}`)) {
      const record = this.#read(name);
      for (const session of Object.values(record._sessions)) {
        const chain = session._chains[session.currentRatchet.ephemeralKeyPair.pubKey];
        if (!chain || session.indexInfo.closed !== -1) continue;
        chain.chainKey.key = spoil(chain.chainKey.key);
        spoiled++;
      }
      this.#write(name, record);
    }
    return spoiled;
  }

  #named(beginning) {
    return [...this.#items.keys()].filter(name => name.startsWith(beginning));
  }

  #read(name, type) {
    const text = this.#items.get(name);
    if (text === undefined) return null;
    const value = JSON.parse(text, BufferJSON.reviver);
    return type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
  }

  #write(name, value) {
    if (value) this.#items.set(name, JSON.stringify(value, BufferJSON.replacer));
    else this.#items.delete(name);
  }
}

function spoil(base64) {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] ^= 1;
  return bytes.toString('base64');
}
