/** Credentials made unreadable in payloads and headers, and the rows of the event log that are made of them. */
package io.sluice.core.masking;
