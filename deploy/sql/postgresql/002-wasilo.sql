-- Wasilo's own tables.

-- What every node says of itself, every few seconds. The row of a node that died stays until somebody removes it.
CREATE TABLE IF NOT EXISTS wasilo_node
(
    name           text             NOT NULL PRIMARY KEY, -- Node:Name; in Orleans' words SiloName
    region         text             NOT NULL, -- Node:Region
    silo_address   text             NOT NULL, -- ip:port@generation of the process that reports
    version        text             NOT NULL, -- of the program
    status         text             NOT NULL, -- joining, active, draining, stopping
    started_at     bigint           NOT NULL, -- of the process; milliseconds since 1970-01-01 UTC
    last_heartbeat bigint           NOT NULL, -- milliseconds since 1970-01-01 UTC
    cpu            double precision NOT NULL, -- share of all processors that the process may use, 0 to 1
    memory_bytes   bigint           NOT NULL, -- working set of the process
    activations    integer          NOT NULL, -- grains in memory
    capacity       integer          NOT NULL  -- sessions that the node is made for
);
