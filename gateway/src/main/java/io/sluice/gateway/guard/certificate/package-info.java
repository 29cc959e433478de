/** Certificates that senders keep at URLs of their own, with whose keys they sign. */
package io.sluice.gateway.guard.certificate;
