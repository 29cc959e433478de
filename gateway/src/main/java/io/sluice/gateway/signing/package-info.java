/** Requests that prove who sent them: what the guards check, made. */
package io.sluice.gateway.signing;
