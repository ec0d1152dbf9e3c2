-- Accounts, their sessions, who owns each session, and what the engine keeps of each: one set of tables for all sessions.
--
-- A session's id is twelve characters of A-Z and 0-9. Everywhere but in wasilo_session it is a number, the id read in base
-- 36, which just fits into 64 bits. Columns named sealed hold ciphertext (AES-256-GCM): version, key id, nonce, text, tag.
-- Each is bound to its session, table and row, so a value that is moved elsewhere can't be read there. Times are
-- milliseconds since 1970-01-01 UTC. The engine's tables refer to no other: a session's rows are written only under its row
-- in wasilo_owner.
--
-- Tables of short rows are WITHOUT ROWID: one tree instead of two. Long rows would make such a tree deep, so the ratchets'
-- records have a rowid; rewriting one leaves the key's index alone.

CREATE TABLE IF NOT EXISTS wasilo_account
(
    id           TEXT    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,
    max_sessions INTEGER,                   -- null means no limit
    created_at   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS wasilo_api_key
(
    id           TEXT    NOT NULL PRIMARY KEY, -- the key's public first part, by which it is found
    account      TEXT    NOT NULL REFERENCES wasilo_account (id) ON DELETE CASCADE,
    hash         BLOB    NOT NULL, -- SHA-256 of the whole key
    name         TEXT    NOT NULL,
    scopes       TEXT    NOT NULL, -- of: read send manage events admin; with spaces between
    session      INTEGER,          -- the one session that it is good for; null means all of the account
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    last_used_at INTEGER,
    revoked_at   INTEGER
);

CREATE INDEX IF NOT EXISTS wasilo_api_key_account ON wasilo_api_key (account);

CREATE TABLE IF NOT EXISTS wasilo_session
(
    session        INTEGER NOT NULL PRIMARY KEY,
    id             TEXT    NOT NULL UNIQUE, -- the same as text, for people
    account        TEXT    NOT NULL REFERENCES wasilo_account (id),
    name           TEXT    NOT NULL,
    config         TEXT    NOT NULL, -- JSON
    desired        TEXT    NOT NULL, -- running or stopped: what its owner asked for
    status         TEXT    NOT NULL, -- what it is
    reason         TEXT,             -- why, where the status alone doesn't say it
    preferred_node TEXT,             -- where it was placed when it was created
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL, -- of name, config, desired or preferred_node
    status_at      INTEGER NOT NULL,
    history        TEXT,             -- the last three statuses, JSON
    retry_at       INTEGER,          -- when a failed session may be tried again; null means not by itself
    region         TEXT,             -- where its node should stand; null means anywhere

    UNIQUE (account, name)
);

CREATE TABLE IF NOT EXISTS wasilo_owner
(
    session  INTEGER NOT NULL PRIMARY KEY,
    epoch    INTEGER NOT NULL, -- grows by one with each owner; only commits that know it count
    node     TEXT,             -- null when nobody has it
    taken_at INTEGER           -- null before the first owner
);

CREATE INDEX IF NOT EXISTS wasilo_owner_node ON wasilo_owner (node);

CREATE TABLE IF NOT EXISTS wasilo_credentials
(
    session INTEGER NOT NULL PRIMARY KEY,
    sealed  BLOB    NOT NULL
);

CREATE TABLE IF NOT EXISTS wasilo_prekey
(
    session INTEGER NOT NULL,
    id      INTEGER NOT NULL,
    sealed  BLOB    NOT NULL, -- the private key

    PRIMARY KEY (session, id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS wasilo_signal_session
(
    session INTEGER NOT NULL,
    address TEXT    NOT NULL, -- name.device
    sealed  BLOB    NOT NULL, -- the ratchet's record

    PRIMARY KEY (session, address)
);

CREATE TABLE IF NOT EXISTS wasilo_identity
(
    session INTEGER NOT NULL,
    address TEXT    NOT NULL,
    key     BLOB    NOT NULL, -- public

    PRIMARY KEY (session, address)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS wasilo_sender_key
(
    session INTEGER NOT NULL,
    chat    TEXT    NOT NULL, -- a group's jid; without its server if that is g.us
    sender  TEXT    NOT NULL, -- name.device
    sealed  BLOB    NOT NULL,

    PRIMARY KEY (session, chat, sender)
);

CREATE TABLE IF NOT EXISTS wasilo_app_state
(
    session    INTEGER NOT NULL,
    collection TEXT    NOT NULL,
    sealed     BLOB    NOT NULL,

    PRIMARY KEY (session, collection)
);

CREATE TABLE IF NOT EXISTS wasilo_lid
(
    session INTEGER NOT NULL,
    phone   TEXT    NOT NULL, -- a jid; without its server if that is s.whatsapp.net
    lid     TEXT    NOT NULL, -- a jid; without its server if that is lid

    PRIMARY KEY (session, phone),
    UNIQUE (session, lid)
) WITHOUT ROWID;
