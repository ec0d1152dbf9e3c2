-- What a session's owner needs to go on where the one before it ended, and what watchers look for.

ALTER TABLE wasilo_session ADD COLUMN history TEXT;     -- the last three statuses, JSON
ALTER TABLE wasilo_session ADD COLUMN retry_at INTEGER; -- when a failed session may be tried again; null means not by itself
ALTER TABLE wasilo_session ADD COLUMN region TEXT;      -- where its node should stand; null means anywhere
