/** Events as lines on standard output. */
package io.sluice.destinations.log;
