-- The record of installed steps. Written by `Silo migrate`, one row for each step.
CREATE TABLE IF NOT EXISTS wasilo_schema
(
    version    integer NOT NULL PRIMARY KEY, -- the number in the file's name
    name       text    NOT NULL,             -- the rest of it
    applied_at bigint  NOT NULL,             -- milliseconds since 1970-01-01 UTC
    checksum   text    NOT NULL              -- SHA-256 of the file, line ends as \n, in hex
);
