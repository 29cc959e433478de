-- Events per webhook and minute.
CREATE TABLE IF NOT EXISTS webhook_rollups
(
    webhook_id VARCHAR,
    minute TIMESTAMP,
    events UBIGINT NOT NULL,
    bytes UBIGINT NOT NULL,
    PRIMARY KEY (webhook_id, minute)
);
-- How far each journal is counted; written in one transaction with the counts.
CREATE TABLE IF NOT EXISTS sluice_rollup_positions
(
    journal VARCHAR PRIMARY KEY,
    upto_sequence UBIGINT NOT NULL
);
-- One row per webhook and pass, as the Python system wrote it; kept for 30 days.
CREATE TABLE IF NOT EXISTS webhook_stats
(
    id VARCHAR,
    webhook_id VARCHAR,
    "timestamp" TIMESTAMP,
    total UBIGINT,
    minute UBIGINT,
    minute_5 UBIGINT,
    minute_15 UBIGINT,
    minute_30 UBIGINT,
    hour UBIGINT,
    day UBIGINT,
    week UBIGINT,
    month UBIGINT,
    created_at TIMESTAMP DEFAULT make_timestamp(epoch_us(now()))
);
