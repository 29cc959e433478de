/** What a reader of the journal remembers: how far it is, written so that a crash leaves the old state or the new one. */
package io.sluice.core.cursor;
