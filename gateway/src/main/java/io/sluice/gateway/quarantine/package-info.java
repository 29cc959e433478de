/** Requests that did not prove who sent them, kept apart on disk until somebody decides what becomes of them. */
package io.sluice.gateway.quarantine;
