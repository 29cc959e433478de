/** The configuration files: reading, validation, the model. */
package io.sluice.core.config;
