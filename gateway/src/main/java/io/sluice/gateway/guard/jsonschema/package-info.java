/** Payloads that fit a JSON Schema. */
package io.sluice.gateway.guard.jsonschema;
