-- The event log: one row per acknowledged event.
CREATE TABLE IF NOT EXISTS webhook_logs
(
    id VARCHAR,
    webhook_id VARCHAR,
    "timestamp" TIMESTAMP,
    payload VARCHAR,
    headers VARCHAR,
    created_at TIMESTAMP DEFAULT make_timestamp(epoch_us(now())),
    namespace VARCHAR DEFAULT '',
    instance VARCHAR DEFAULT '',
    journal VARCHAR DEFAULT '',
    "sequence" UBIGINT DEFAULT 0,
    source VARCHAR DEFAULT '',
    content_type VARCHAR DEFAULT '',
    size UINTEGER DEFAULT 0,
    received_us BIGINT DEFAULT 0,
    accept_latency_us UINTEGER DEFAULT 0,
    received TIMESTAMP GENERATED ALWAYS AS (make_timestamp(received_us)) VIRTUAL
);

-- How far each journal's rows are stored; written in one transaction with the rows.
CREATE TABLE IF NOT EXISTS sluice_cursors
(
    journal VARCHAR PRIMARY KEY,
    last_sequence UBIGINT NOT NULL
);
