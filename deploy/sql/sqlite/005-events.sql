-- What has happened in sessions, and how far their webhooks have been told of it.
--
-- Sealed columns and times are as in 004-sessions. An event is written in the transaction of what it tells of.

CREATE TABLE IF NOT EXISTS wasilo_event
(
    session INTEGER NOT NULL,
    seq     INTEGER NOT NULL, -- grows with each event of the session; there may be gaps
    id      TEXT    NOT NULL, -- what receivers know it by, however often they get it
    type    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    sealed  BLOB    NOT NULL, -- JSON

    PRIMARY KEY (session, seq),
    UNIQUE (session, id)
);

-- For the deletion of old ones.
CREATE INDEX IF NOT EXISTS wasilo_event_at ON wasilo_event (at);

-- One row for each webhook that something was meant for.
CREATE TABLE IF NOT EXISTS wasilo_webhook
(
    session      INTEGER NOT NULL,
    webhook      TEXT    NOT NULL, -- made of its address
    position     INTEGER NOT NULL, -- seq of the last event that it is done with
    wakes        INTEGER NOT NULL, -- changes whenever there may be something for it
    due_at       INTEGER,          -- when it is to be told; null means that there is nothing
    attempts     INTEGER NOT NULL, -- in vain, at the event after position
    leased_by    TEXT,             -- the process that is telling it
    leased_until INTEGER,

    PRIMARY KEY (session, webhook)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS wasilo_webhook_due ON wasilo_webhook (due_at) WHERE due_at IS NOT NULL;

-- What became of an event at a webhook.
CREATE TABLE IF NOT EXISTS wasilo_delivery
(
    session  INTEGER NOT NULL,
    webhook  TEXT    NOT NULL,
    event    TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    state    TEXT    NOT NULL, -- delivered, dead (given up), replay (to be tried once more)
    attempts INTEGER NOT NULL,
    status   INTEGER,          -- of HTTP, the last one
    error    TEXT,             -- why it failed the last time
    at       INTEGER NOT NULL,

    PRIMARY KEY (session, webhook, event)
);

CREATE INDEX IF NOT EXISTS wasilo_delivery_at ON wasilo_delivery (at);
CREATE INDEX IF NOT EXISTS wasilo_delivery_open ON wasilo_delivery (session, webhook, seq) WHERE state <> 'delivered';
