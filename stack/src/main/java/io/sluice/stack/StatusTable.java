package io.sluice.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What runs, where, since when, and with how much memory: one line a service. */
final class StatusTable {
    private final InstantSource clock;

    StatusTable(InstantSource clock) {
        this.clock = clock;
    }

    /** Prints the table. @return whether everything is ready */
    boolean print(Stack stack, PrintWriter out) {
        boolean all = true;
        row(out, "NAME", "STATE", "PORT", "PID", "UPTIME", "MEMORY");
        for (Service service : stack.services()) {
            Optional<ManagedProcess> process = ManagedProcess.find(service);
            String state = process.map(StatusTable::state).orElse("stopped");
            all &= state.equals("ready");
            row(
                    out,
                    service.name(),
                    state,
                    Integer.toString(service.port()),
                    process.map(found -> Long.toString(found.pid())).orElse("-"),
                    process.flatMap(ManagedProcess::startedAt).map(this::uptime).orElse("-"),
                    process.map(found -> (found.residentBytes() >> 20) + " MB").orElse("-"));
        }
        out.flush();
        return all;
    }

    private static void row(
            PrintWriter out, String name, String state, String port, String pid, String uptime, String memory) {
        out.printf("%-11s %-9s %6s %7s %10s %9s%n", name, state, port, pid, uptime, memory);
    }

    private static String state(ManagedProcess process) {
        if (process.isSuspended()) {
            return "suspended";
        }
        return process.service().probe().ready() ? "ready" : "unready";
    }

    private String uptime(Instant started) {
        Duration up = Duration.between(started, clock.instant());
        if (up.toHours() > 0) {
            return up.toHours() + " h " + up.toMinutesPart() + " m";
        }
        return up.toMinutes() > 0 ? up.toMinutes() + " m " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }
}
