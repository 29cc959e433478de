package io.sluice.stores.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** A value of a result as text, number, boolean or null. Moments are ISO text in UTC, which is what this store's timestamps are in. */
final class DuckDbValue {

    private DuckDbValue() {}

    static Object of(ResultSet row, int column) throws SQLException {
        return switch (row.getObject(column)) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case BigInteger whole -> whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
            case BigDecimal decimal -> decimal;
            case Double real -> real;
            case Float real -> real.doubleValue();
            case Timestamp _ -> utc(row.getObject(column, LocalDateTime.class));
            case LocalDateTime moment -> utc(moment);
            case OffsetDateTime moment -> DateTimeFormatter.ISO_INSTANT.format(moment);
            case Blob bytes -> HexFormat.of().formatHex(bytes.getBytes(1, (int) bytes.length()));
            case Object other -> other.toString();
        };
    }

    private static String utc(LocalDateTime moment) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment) + "Z";
    }
}
