-- Accounts, their sessions, who owns each session, and what the engine keeps of each: one set of tables for all sessions.
--
-- A session's id is twelve characters of A-Z and 0-9. Everywhere but in wasilo_session it is a number, the id read in base
-- 36, which just fits into a bigint: 8 bytes in every row and index instead of 13.
-- Columns named sealed hold ciphertext (AES-256-GCM): version, key id, nonce, text, tag. Each is bound to its session, table
-- and row, so a value that is moved elsewhere can't be read there. Times are milliseconds since 1970-01-01 UTC.
-- The engine's tables refer to no other: a session's rows are written only under its row in wasilo_owner.

CREATE TABLE IF NOT EXISTS wasilo_account
(
    id           text COLLATE "C" NOT NULL PRIMARY KEY,
    name         text             NOT NULL,
    max_sessions integer,                  -- null means no limit
    created_at   bigint           NOT NULL
);

CREATE TABLE IF NOT EXISTS wasilo_api_key
(
    id           text COLLATE "C" NOT NULL PRIMARY KEY, -- the key's public first part, by which it is found
    account      text COLLATE "C" NOT NULL REFERENCES wasilo_account (id) ON DELETE CASCADE,
    hash         bytea            NOT NULL, -- SHA-256 of the whole key
    name         text             NOT NULL,
    scopes       text             NOT NULL, -- of: read send manage events admin; with spaces between
    session      bigint,                    -- the one session that it is good for; null means all of the account
    created_at   bigint           NOT NULL,
    expires_at   bigint,
    last_used_at bigint,
    revoked_at   bigint
);

CREATE INDEX IF NOT EXISTS wasilo_api_key_account ON wasilo_api_key (account);

CREATE TABLE IF NOT EXISTS wasilo_session
(
    session        bigint           NOT NULL PRIMARY KEY,
    id             text COLLATE "C" NOT NULL UNIQUE, -- the same as text, for people
    account        text COLLATE "C" NOT NULL REFERENCES wasilo_account (id),
    name           text COLLATE "C" NOT NULL,
    config         text             NOT NULL, -- JSON
    desired        text             NOT NULL, -- running or stopped: what its owner asked for
    status         text             NOT NULL, -- what it is
    reason         text,                      -- why, where the status alone doesn't say it
    preferred_node text,                      -- where it was placed when it was created
    created_at     bigint           NOT NULL,
    updated_at     bigint           NOT NULL, -- of name, config, desired or preferred_node
    status_at      bigint           NOT NULL,
    history        text,                      -- the last three statuses, JSON
    retry_at       bigint,                    -- when a failed session may be tried again; null means not by itself
    region         text,                      -- where its node should stand; null means anywhere

    UNIQUE (account, name)
)
WITH (fillfactor = 80);

-- Apart from wasilo_session, because each commit locks its row here: the rows are small, so few pages are touched.
CREATE TABLE IF NOT EXISTS wasilo_owner
(
    session  bigint NOT NULL PRIMARY KEY,
    epoch    bigint NOT NULL, -- grows by one with each owner; only commits that know it count
    node     text,            -- null when nobody has it
    taken_at bigint           -- null before the first owner
)
WITH (fillfactor = 70);

CREATE INDEX IF NOT EXISTS wasilo_owner_node ON wasilo_owner (node);

CREATE TABLE IF NOT EXISTS wasilo_credentials
(
    session bigint NOT NULL PRIMARY KEY,
    sealed  bytea  NOT NULL
)
WITH (fillfactor = 80);

CREATE TABLE IF NOT EXISTS wasilo_prekey
(
    session bigint  NOT NULL,
    id      integer NOT NULL,
    sealed  bytea   NOT NULL, -- the private key

    PRIMARY KEY (session, id)
);

-- Every message rewrites a row of this table. Space is left in its pages for the next versions of a row, which then need
-- no new index entry; records up to half a page stay in their row; and nobody tries to compress ciphertext.
CREATE TABLE IF NOT EXISTS wasilo_signal_session
(
    session bigint           NOT NULL,
    address text COLLATE "C" NOT NULL, -- name.device
    sealed  bytea            NOT NULL, -- the ratchet's record

    PRIMARY KEY (session, address)
)
WITH (fillfactor = 60, toast_tuple_target = 4080, autovacuum_vacuum_scale_factor = 0.05);

ALTER TABLE wasilo_signal_session ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS wasilo_identity
(
    session bigint           NOT NULL,
    address text COLLATE "C" NOT NULL,
    key     bytea            NOT NULL, -- public

    PRIMARY KEY (session, address)
);

CREATE TABLE IF NOT EXISTS wasilo_sender_key
(
    session bigint           NOT NULL,
    chat    text COLLATE "C" NOT NULL, -- a group's jid; without its server if that is g.us
    sender  text COLLATE "C" NOT NULL, -- name.device
    sealed  bytea            NOT NULL,

    PRIMARY KEY (session, chat, sender)
)
WITH (fillfactor = 60, toast_tuple_target = 4080, autovacuum_vacuum_scale_factor = 0.05);

ALTER TABLE wasilo_sender_key ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS wasilo_app_state
(
    session    bigint           NOT NULL,
    collection text COLLATE "C" NOT NULL,
    sealed     bytea            NOT NULL,

    PRIMARY KEY (session, collection)
)
WITH (fillfactor = 80);

ALTER TABLE wasilo_app_state ALTER COLUMN sealed SET STORAGE EXTERNAL;

CREATE TABLE IF NOT EXISTS wasilo_lid
(
    session bigint           NOT NULL,
    phone   text COLLATE "C" NOT NULL, -- a jid; without its server if that is s.whatsapp.net
    lid     text COLLATE "C" NOT NULL, -- a jid; without its server if that is lid

    PRIMARY KEY (session, phone),
    UNIQUE (session, lid)
);
