/** What the gateway's HTTP side can be told, and how it reads from the environment. */
package io.sluice.gateway.options;
