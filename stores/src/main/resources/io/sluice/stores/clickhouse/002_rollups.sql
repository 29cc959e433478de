-- Which journals write to the event log; an instance adds its own before its first rows.
CREATE TABLE IF NOT EXISTS sluice_journals
(
    journal String,
    instance String,
    seen_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY journal;
-- Events per webhook and minute. Every row carries the sequence up to which its journal is counted, so that counts and position are
-- written by one insert and can never disagree. Not partitioned: an insert is one part.
CREATE TABLE IF NOT EXISTS webhook_rollups
(
    journal LowCardinality(String),
    minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
    webhook_id LowCardinality(String),
    events SimpleAggregateFunction(sum, UInt64),
    bytes SimpleAggregateFunction(sum, UInt64),
    upto_sequence SimpleAggregateFunction(max, UInt64)
)
ENGINE = AggregatingMergeTree
ORDER BY (journal, minute, webhook_id)
SETTINGS non_replicated_deduplication_window = 10000;
-- One row per webhook and pass, as the Python system wrote it; kept for 30 days.
CREATE TABLE IF NOT EXISTS webhook_stats
(
    id String,
    webhook_id LowCardinality(String),
    timestamp DateTime('UTC') CODEC(Delta, ZSTD(1)),
    total UInt64,
    minute UInt64,
    minute_5 UInt64,
    minute_15 UInt64,
    minute_30 UInt64,
    hour UInt64,
    day UInt64,
    week UInt64,
    month UInt64,
    created_at DateTime('UTC') DEFAULT now()
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (webhook_id, timestamp)
TTL timestamp + INTERVAL 30 DAY;
