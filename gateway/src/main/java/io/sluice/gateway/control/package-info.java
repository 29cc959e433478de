/** What a running gateway is told by the command line, over a socket that only its owner can open. */
package io.sluice.gateway.control;
