package io.sluice.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sluice bench}: the load test. */
@Command(name = "bench", mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
