package io.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The {@code webhooks.json} of the first start: one webhook that can be tried at once. */
final class SampleWebhooks {
    /** The webhook in the sample. */
    static final String ID = "hello";

    /** Its token, which the sample says to change. */
    static final String TOKEN = "change-me";

    private static final String TEXT = """
            {
              "%s": {
                "data_type": "json",
                "module": "log",
                "authorization": "Bearer {$HELLO_TOKEN:%s}",
                "rate_limit": {"max_requests": 1000, "window_seconds": 60}
              }
            }
            """.formatted(ID, TOKEN);

    private SampleWebhooks() {}

    /**
     * Writes the sample when there is no such file.
     *
     * @return whether it was written
     */
    static boolean writeIfAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(file, TEXT, StandardOpenOption.CREATE_NEW);
        return true;
    }
}
