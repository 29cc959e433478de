/** Why a request passes or not: the usual mistakes, tried out one after the other. */
package io.sluice.gateway.diagnosis;
