package io.sluice.app;

import io.sluice.gateway.guard.around.SentTime;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a moment: {@code 2026-01-31T12:00:00Z}, Unix seconds or milliseconds. */
final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        return SentTime.parse(text.strip())
                .map(SentTime::instant)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is no time; write 2026-01-31T12:00:00Z or Unix seconds"));
    }
}
