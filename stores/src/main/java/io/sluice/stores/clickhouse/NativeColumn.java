package io.sluice.stores.clickhouse;

import java.io.IOException;
import java.io.OutputStream;

/** The values of one column of a block, in the order of the rows. */
sealed interface NativeColumn permits PlainColumn, TextColumn {
    /** The column's name in the table. */
    String name();

    /** Its type, as ClickHouse writes it. */
    String type();

    /** Bytes that the values take on the wire, about. */
    int bytes();

    /** Writes the values, without name and type, and forgets them. */
    void drainTo(OutputStream out) throws IOException;
}
