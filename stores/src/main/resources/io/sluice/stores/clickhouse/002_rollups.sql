-- Which journals the event log holds, and from where to where: one row a journal and part, kept with the rows.
ALTER TABLE webhook_logs ADD PROJECTION IF NOT EXISTS journals (SELECT journal, min(sequence), max(sequence) GROUP BY journal);
-- Events per webhook and minute. Every row carries the sequence up to which its journal is counted, so that counts and position are
-- written by one insert and can never disagree. Not partitioned: an insert is one part.
CREATE TABLE IF NOT EXISTS webhook_rollups
(
    webhook_id LowCardinality(String),
    minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
    journal LowCardinality(String),
    events SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    bytes SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
    upto_sequence SimpleAggregateFunction(max, UInt64) CODEC(Delta, ZSTD(1)),
    PROJECTION positions (SELECT journal, max(upto_sequence) GROUP BY journal)
)
ENGINE = AggregatingMergeTree
ORDER BY (webhook_id, minute, journal)
SETTINGS
    non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1,
    fsync_part_directory = 1,
    deduplicate_merge_projection_mode = 'rebuild';
-- One row per webhook and pass, as the Python system wrote it; kept for 30 days.
CREATE TABLE IF NOT EXISTS webhook_stats
(
    id String CODEC(ZSTD(1)),
    webhook_id LowCardinality(String),
    timestamp DateTime('UTC') CODEC(Delta, ZSTD(1)),
    total UInt64 CODEC(Delta, ZSTD(1)),
    minute UInt64 CODEC(Delta, ZSTD(1)),
    minute_5 UInt64 CODEC(Delta, ZSTD(1)),
    minute_15 UInt64 CODEC(Delta, ZSTD(1)),
    minute_30 UInt64 CODEC(Delta, ZSTD(1)),
    hour UInt64 CODEC(Delta, ZSTD(1)),
    day UInt64 CODEC(Delta, ZSTD(1)),
    week UInt64 CODEC(Delta, ZSTD(1)),
    month UInt64 CODEC(Delta, ZSTD(1)),
    created_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (webhook_id, timestamp)
TTL timestamp + INTERVAL 30 DAY;
