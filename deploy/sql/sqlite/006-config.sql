-- What sessions' owners configured, sealed as a whole: it holds keys of webhooks, headers with tokens, and passwords of proxies.
-- A session without a row here has its config in wasilo_session, from before.
CREATE TABLE IF NOT EXISTS wasilo_config
(
    session INTEGER NOT NULL PRIMARY KEY,
    sealed  BLOB    NOT NULL -- JSON
);
