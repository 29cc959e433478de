/** A settings file read with types: every value knows its place, every problem is collected, no key goes unasked. */
package io.sluice.core.settings;
