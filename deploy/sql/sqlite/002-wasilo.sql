-- Wasilo's own tables.

-- What every node says of itself, every few seconds. The row of a node that died stays until somebody removes it.
CREATE TABLE IF NOT EXISTS wasilo_node
(
    name           TEXT    NOT NULL PRIMARY KEY, -- Node:Name; in Orleans' words SiloName
    region         TEXT    NOT NULL, -- Node:Region
    silo_address   TEXT    NOT NULL, -- ip:port@generation of the process that reports
    version        TEXT    NOT NULL, -- of the program
    status         TEXT    NOT NULL, -- joining, active, draining, stopping
    started_at     INTEGER NOT NULL, -- of the process; milliseconds since 1970-01-01 UTC
    last_heartbeat INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
    cpu            REAL    NOT NULL, -- share of all processors that the process may use, 0 to 1
    memory_bytes   INTEGER NOT NULL, -- working set of the process
    activations    INTEGER NOT NULL, -- grains in memory
    capacity       INTEGER NOT NULL  -- sessions that the node is made for
);
