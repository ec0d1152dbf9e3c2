-- Messages and chats of sessions, what was received before, and what is to be sent.
--
-- Sealed columns and times are as in 004-sessions. All of it is written in the transactions of what it did to the ratchets.

CREATE TABLE IF NOT EXISTS wasilo_message
(
    session INTEGER NOT NULL,
    chat    TEXT    NOT NULL, -- a jid; by phone number where that is known
    id      TEXT    NOT NULL, -- of its sender's choice
    sender  TEXT    NOT NULL, -- an account's jid; empty for this one's
    at      INTEGER NOT NULL,
    ack     INTEGER NOT NULL, -- -1 refused, 0 to be sent, 1 at the server, 2 arrived, 3 read, 4 played
    sealed  BLOB    NOT NULL,

    PRIMARY KEY (session, chat, id, sender)
);

CREATE INDEX IF NOT EXISTS wasilo_message_chat ON wasilo_message (session, chat, at);
CREATE INDEX IF NOT EXISTS wasilo_message_id ON wasilo_message (session, id);
CREATE INDEX IF NOT EXISTS wasilo_message_at ON wasilo_message (at);

CREATE TABLE IF NOT EXISTS wasilo_chat
(
    session INTEGER NOT NULL,
    chat    TEXT    NOT NULL,
    at      INTEGER NOT NULL, -- of its last message

    PRIMARY KEY (session, chat)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS wasilo_contact
(
    session INTEGER NOT NULL,
    contact TEXT    NOT NULL, -- an account's jid; by phone number where that is known
    sealed  BLOB    NOT NULL, -- what it calls itself

    PRIMARY KEY (session, contact)
) WITHOUT ROWID;

-- What was received before: the server repeats what wasn't acknowledged.
CREATE TABLE IF NOT EXISTS wasilo_received
(
    session        INTEGER NOT NULL,
    fingerprint    TEXT    NOT NULL, -- of chat, sender and id
    is_placeholder INTEGER NOT NULL, -- 1 while the message itself is missing
    at             INTEGER NOT NULL, -- when it came

    PRIMARY KEY (session, fingerprint)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS wasilo_received_at ON wasilo_received (at);

-- What was encrypted: sent again as it is until the server has answered, and encrypted again for those who ask.
CREATE TABLE IF NOT EXISTS wasilo_outgoing
(
    session    INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    device     TEXT    NOT NULL, -- a jid: who encrypted it
    chat       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    state      INTEGER NOT NULL, -- 0 pending, 1 taken by the server, 2 refused
    settled_at INTEGER,
    error      INTEGER,          -- the server's code
    sealed     BLOB    NOT NULL, -- length of the plaintext (4 bytes, big-endian), plaintext, stanza

    PRIMARY KEY (session, id)
);

CREATE INDEX IF NOT EXISTS wasilo_outgoing_pending ON wasilo_outgoing (session, at) WHERE state = 0;
CREATE INDEX IF NOT EXISTS wasilo_outgoing_at ON wasilo_outgoing (session, at);
