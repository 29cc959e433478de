/** What comes back to those who send what they should not: the tables of {@code docs/HOSTILE_INPUT.md}, row by row, and attacks on resources. */
package io.sluice.gateway.hostile;
