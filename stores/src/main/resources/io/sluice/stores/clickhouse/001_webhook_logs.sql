-- The event log: one row per acknowledged event.
-- received_us is a plain integer and received an alias of it, so that SELECT * stays readable to clients that do not know DateTime64.
-- New parts are compressed with LZ4, which costs inserts and the first merges least, and after a day once more with ZSTD.
CREATE TABLE IF NOT EXISTS webhook_logs
(
    id String,
    webhook_id LowCardinality(String),
    timestamp DateTime('UTC') CODEC(Delta, Default),
    payload String,
    headers String,
    created_at DateTime('UTC') DEFAULT now() CODEC(Delta, Default),
    namespace LowCardinality(String),
    instance LowCardinality(String),
    journal LowCardinality(String),
    sequence UInt64 CODEC(Delta, Default),
    source LowCardinality(String),
    content_type LowCardinality(String),
    size UInt32 DEFAULT length(payload),
    received_us Int64 DEFAULT toInt64(toUnixTimestamp(timestamp)) * 1000000 CODEC(Delta, Default),
    accept_latency_us UInt32,
    received DateTime64(6, 'UTC') ALIAS fromUnixTimestamp64Micro(received_us, 'UTC'),
    PROJECTION by_journal (SELECT journal, sequence, webhook_id, timestamp, size ORDER BY journal, sequence)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (webhook_id, timestamp)
TTL timestamp + toIntervalDay(1) RECOMPRESS CODEC(ZSTD(3))
SETTINGS
    non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1,
    fsync_part_directory = 1;
