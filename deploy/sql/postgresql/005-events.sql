-- What has happened in sessions, and how far their webhooks have been told of it.
--
-- Sealed columns and times are as in 004-sessions. An event is written in the transaction of what it tells of.

CREATE TABLE IF NOT EXISTS wasilo_event
(
    session bigint           NOT NULL,
    seq     bigint           NOT NULL, -- grows with each event of the session; there may be gaps
    id      text COLLATE "C" NOT NULL, -- what receivers know it by, however often they get it
    type    text COLLATE "C" NOT NULL,
    at      bigint           NOT NULL,
    sealed  bytea            NOT NULL, -- JSON

    PRIMARY KEY (session, seq),
    UNIQUE (session, id)
);

ALTER TABLE wasilo_event ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- For the deletion of old ones.
CREATE INDEX IF NOT EXISTS wasilo_event_at ON wasilo_event (at);

-- One row for each webhook that something was meant for.
CREATE TABLE IF NOT EXISTS wasilo_webhook
(
    session      bigint           NOT NULL,
    webhook      text COLLATE "C" NOT NULL, -- made of its address
    position     bigint           NOT NULL, -- seq of the last event that it is done with
    wakes        bigint           NOT NULL, -- changes whenever there may be something for it
    due_at       bigint,                    -- when it is to be told; null means that there is nothing
    attempts     bigint           NOT NULL, -- in vain, at the event after position
    leased_by    text COLLATE "C",          -- the process that is telling it
    leased_until bigint,

    PRIMARY KEY (session, webhook)
)
WITH (fillfactor = 70);

CREATE INDEX IF NOT EXISTS wasilo_webhook_due ON wasilo_webhook (due_at) WHERE due_at IS NOT NULL;

-- What became of an event at a webhook.
CREATE TABLE IF NOT EXISTS wasilo_delivery
(
    session  bigint           NOT NULL,
    webhook  text COLLATE "C" NOT NULL,
    event    text COLLATE "C" NOT NULL,
    seq      bigint           NOT NULL,
    type     text COLLATE "C" NOT NULL,
    state    text COLLATE "C" NOT NULL, -- delivered, dead (given up), replay (to be tried once more)
    attempts bigint           NOT NULL,
    status   bigint,                    -- of HTTP, the last one
    error    text,                      -- why it failed the last time
    at       bigint           NOT NULL,

    PRIMARY KEY (session, webhook, event)
);

CREATE INDEX IF NOT EXISTS wasilo_delivery_at ON wasilo_delivery (at);
CREATE INDEX IF NOT EXISTS wasilo_delivery_open ON wasilo_delivery (session, webhook, seq) WHERE state <> 'delivered';
