package io.sluice.core.config;

import io.sluice.core.settings.Problem;
import java.util.List;

/**
 * What came of reading configuration files.
 *
 * @param <T> what they configure
 */
public sealed interface LoadResult<T> {

    /**
     * Everything is valid.
     *
     * @param warnings harmless, sorted by place; {@code sluice check} shows them
     */
    record Loaded<T>(T value, List<Problem> warnings) implements LoadResult<T> {}

    /**
     * Something is wrong.
     *
     * @param problems all of them, sorted by place; never empty
     * @param warnings harmless, sorted by place
     */
    record Refused<T>(List<Problem> problems, List<Problem> warnings) implements LoadResult<T> {}
}
