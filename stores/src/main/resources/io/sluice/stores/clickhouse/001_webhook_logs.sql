-- The event log: one row per acknowledged event.
-- received_us is a plain integer and received an alias of it, so that SELECT * stays readable to clients that do not know DateTime64.
CREATE TABLE IF NOT EXISTS webhook_logs
(
    id String CODEC(ZSTD(1)),
    webhook_id LowCardinality(String),
    timestamp DateTime('UTC') CODEC(Delta, ZSTD(1)),
    payload String CODEC(ZSTD(1)),
    headers String CODEC(ZSTD(1)),
    created_at DateTime('UTC') DEFAULT now() CODEC(Delta, ZSTD(1)),
    namespace LowCardinality(String),
    instance LowCardinality(String),
    journal LowCardinality(String),
    sequence UInt64 CODEC(Delta, ZSTD(1)),
    source LowCardinality(String),
    content_type LowCardinality(String),
    size UInt32 DEFAULT length(payload) CODEC(ZSTD(1)),
    received_us Int64 DEFAULT toInt64(toUnixTimestamp(timestamp)) * 1000000 CODEC(Delta, ZSTD(1)),
    accept_latency_us UInt32 CODEC(ZSTD(1)),
    received DateTime64(6, 'UTC') ALIAS fromUnixTimestamp64Micro(received_us, 'UTC'),
    PROJECTION by_journal (SELECT journal, sequence, webhook_id, timestamp, size ORDER BY journal, sequence)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (webhook_id, timestamp)
SETTINGS
    non_replicated_deduplication_window = 10000,
    fsync_after_insert = 1,
    fsync_part_directory = 1;
