/** The append-only log on disk that every accepted event enters before its sender gets an answer. */
package io.sluice.core.journal;
