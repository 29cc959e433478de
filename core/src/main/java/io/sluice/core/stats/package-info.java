/** Counts per webhook over sliding windows. */
package io.sluice.core.stats;
