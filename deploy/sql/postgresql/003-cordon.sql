-- Nodes that operators keep new grains away from. A copy for queries of what each node's grain stores.
CREATE TABLE IF NOT EXISTS wasilo_cordon
(
    node   text   NOT NULL PRIMARY KEY, -- the node's name; the node itself may be gone
    reason text,                        -- what the operator said
    since  bigint NOT NULL              -- milliseconds since 1970-01-01 UTC
);
