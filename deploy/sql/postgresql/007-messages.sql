-- Messages and chats of sessions, what was received before, and what is to be sent.
--
-- Sealed columns and times are as in 004-sessions. All of it is written in the transactions of what it did to the ratchets.

CREATE TABLE IF NOT EXISTS wasilo_message
(
    session bigint           NOT NULL,
    chat    text COLLATE "C" NOT NULL, -- a jid; by phone number where that is known
    id      text COLLATE "C" NOT NULL, -- of its sender's choice
    sender  text COLLATE "C" NOT NULL, -- an account's jid; empty for this one's
    at      bigint           NOT NULL,
    ack     bigint           NOT NULL, -- -1 refused, 0 to be sent, 1 at the server, 2 arrived, 3 read, 4 played
    sealed  bytea            NOT NULL,

    PRIMARY KEY (session, chat, id, sender)
);

ALTER TABLE wasilo_message ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE INDEX IF NOT EXISTS wasilo_message_chat ON wasilo_message (session, chat, at);
CREATE INDEX IF NOT EXISTS wasilo_message_id ON wasilo_message (session, id);
CREATE INDEX IF NOT EXISTS wasilo_message_at ON wasilo_message (at);

CREATE TABLE IF NOT EXISTS wasilo_chat
(
    session bigint           NOT NULL,
    chat    text COLLATE "C" NOT NULL,
    at      bigint           NOT NULL, -- of its last message

    PRIMARY KEY (session, chat)
)
WITH (fillfactor = 80);

CREATE TABLE IF NOT EXISTS wasilo_contact
(
    session bigint           NOT NULL,
    contact text COLLATE "C" NOT NULL, -- an account's jid; by phone number where that is known
    sealed  bytea            NOT NULL, -- what it calls itself

    PRIMARY KEY (session, contact)
);

-- What was received before: the server repeats what wasn't acknowledged.
CREATE TABLE IF NOT EXISTS wasilo_received
(
    session        bigint           NOT NULL,
    fingerprint    text COLLATE "C" NOT NULL, -- of chat, sender and id
    is_placeholder bigint           NOT NULL, -- 1 while the message itself is missing
    at             bigint           NOT NULL, -- when it came

    PRIMARY KEY (session, fingerprint)
);

CREATE INDEX IF NOT EXISTS wasilo_received_at ON wasilo_received (at);

-- What was encrypted: sent again as it is until the server has answered, and encrypted again for those who ask.
CREATE TABLE IF NOT EXISTS wasilo_outgoing
(
    session    bigint           NOT NULL,
    id         text COLLATE "C" NOT NULL,
    device     text COLLATE "C" NOT NULL, -- a jid: who encrypted it
    chat       text COLLATE "C" NOT NULL,
    at         bigint           NOT NULL,
    state      bigint           NOT NULL, -- 0 pending, 1 taken by the server, 2 refused
    settled_at bigint,
    error      bigint,                    -- the server's code
    sealed     bytea            NOT NULL, -- length of the plaintext (4 bytes, big-endian), plaintext, stanza

    PRIMARY KEY (session, id)
);

ALTER TABLE wasilo_outgoing ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE INDEX IF NOT EXISTS wasilo_outgoing_pending ON wasilo_outgoing (session, at) WHERE state = 0;
CREATE INDEX IF NOT EXISTS wasilo_outgoing_at ON wasilo_outgoing (session, at);
