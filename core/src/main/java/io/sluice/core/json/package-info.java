/** Is a body one well-formed JSON document? Answered on bytes, on the way to the 200. */
package io.sluice.core.json;
