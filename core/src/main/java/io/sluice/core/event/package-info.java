/** What an accepted webhook is, and how it is written as bytes. */
package io.sluice.core.event;
