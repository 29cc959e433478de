/** Requests that were written down, to be judged later than they came. */
package io.sluice.gateway.recorded;
