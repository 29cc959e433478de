package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFileTest {
    @TempDir
    Path folder;

    private final Screen screen = new Screen();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "4999, 4999", "5000, 5000", "9999, 5000"})
    void prints_the_last_lines_of_a_long_log(int wanted, int printed) throws Exception {
        log("").printLast(wanted, screen.writer()); // no log yet
        write(IntStream.range(0, 5000).mapToObj(LogFileTest::line).collect(Collectors.joining()));
        log("").printLast(wanted, screen.writer());
        assertThat(screen)
                .hasToString(IntStream.range(5000 - printed, 5000)
                        .mapToObj(LogFileTest::line)
                        .collect(Collectors.joining()));
    }

    @Test
    void a_last_line_without_an_end_is_one_of_the_last_lines() throws Exception {
        write("one\ntwo\nthr");
        LogFile log = log("");
        log.printLast(2, screen.writer());
        log.printUnfinished(screen.writer());
        assertThat(screen).hasToString("two\nthr\n");
    }

    @Test
    void each_added_line_is_printed_once_when_it_is_whole() throws Exception {
        LogFile log = log("redis | ");
        assertThat(log.printNew(screen.writer())).isFalse();
        write("one\ntw");
        assertThat(log.printNew(screen.writer())).isTrue();
        assertThat(log.printNew(screen.writer())).isFalse();
        write("o\n");
        assertThat(log.printNew(screen.writer())).isTrue();
        assertThat(screen).hasToString("redis | one\nredis | two\n");
    }

    @Test
    void a_log_that_was_emptied_is_read_from_its_start() throws Exception {
        write("one\ntwo\n");
        LogFile log = log("");
        log.printLast(9, screen.writer());
        Files.writeString(folder.resolve("log"), "new\n");
        log.printNew(screen.writer());
        assertThat(screen).hasToString("one\ntwo\nnew\n");
    }

    private LogFile log(String label) {
        return new LogFile(folder.resolve("log"), label);
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(int number) {
        return "line " + number + " of a log that is longer than one piece\n";
    }
}
