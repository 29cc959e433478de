-- A batch has at most some 30 MB, and its part is one file with all columns instead of two files for each, every one of them synced
-- (docs/BENCHMARKS.md). Stored parts stay as they are.
ALTER TABLE webhook_logs MODIFY SETTING min_bytes_for_wide_part = 134217728;
