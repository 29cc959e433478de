/** The HTTP front of Sluice. {@link io.sluice.gateway.Gateway} puts it together. */
package io.sluice.gateway;
