/** Addresses and URLs: who may be connected to, who is trusted, and where a request goes. */
package io.sluice.core.net;
