package io.sluice.bench.check;

import io.sluice.core.event.EventId;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through the acknowledged ids and the event log's side by side, a page at a time, so that memory stays flat however many
 * there are. Used once.
 */
final class Comparison {
    /** Acknowledged ids compared at a time. */
    private static final int PAGE = 100_000;

    /** Rows asked for at a time; more than a page, because the log may hold ids that nobody was told of. */
    private static final int ROWS = 150_000;

    private static final int MAX_EXAMPLES = 10;

    private final SortedIds ids;
    private final LogRange range;
    private final LogRange.Window window;
    private final List<EventId> examples = new ArrayList<>();
    private long missing;
    private long doubled;
    private long unknown;

    Comparison(SortedIds ids, LogRange range, LogRange.Window window) {
        this.ids = ids;
        this.range = range;
        this.window = window;
    }

    LogOutcome.Checked run(int repeated, Optional<Duration> visibleAfter) throws StoreException {
        EventId from = window.lowest();
        for (int start = 0; start < ids.size(); ) {
            int end = endOfPage(start);
            EventId to = end < ids.size() ? ids.get(end) : window.above();
            Page page = page(start, end, from, to, true);
            if (page.missing > 0) {
                page = page(start, end, from, to, false); // perhaps their rows have an odd time
            }
            missing += page.missing;
            doubled += page.doubled;
            unknown += page.unknown;
            page.examples.stream().limit(MAX_EXAMPLES - examples.size()).forEach(examples::add);
            start = end;
            from = to;
        }
        return new LogOutcome.Checked(
                (long) ids.size() - repeated, missing, doubled, unknown, repeated, List.copyOf(examples), visibleAfter);
    }

    /** Where the page that begins there ends: repeated ids stay together. */
    private int endOfPage(int start) {
        int end = Math.min(start + PAGE, ids.size());
        while (end < ids.size() && ids.compare(end, ids.get(end - 1)) == 0) {
            end++;
        }
        return end;
    }

    private Page page(int start, int end, EventId from, EventId to, boolean byTime) throws StoreException {
        Page page = new Page(start, end);
        EventId next = from;
        List<LogRange.Found> found;
        do {
            found = range.ids(next, to, byTime, ROWS);
            found.forEach(page::meet);
            next = found.isEmpty() ? to : successor(found.getLast().id());
        } while (found.size() == ROWS);
        page.finish();
        return page;
    }

    private static EventId successor(EventId id) {
        return id.low() == -1 ? new EventId(id.high() + 1, 0) : new EventId(id.high(), id.low() + 1);
    }

    /** One page's merge. */
    private final class Page {
        private final int end;
        private final List<EventId> examples = new ArrayList<>();
        private int next;
        private long missing;
        private long doubled;
        private long unknown;

        Page(int start, int end) {
            this.next = start;
            this.end = end;
        }

        void meet(LogRange.Found row) {
            while (next < end && ids.compare(next, row.id()) < 0) {
                missed();
            }
            if (next == end || ids.compare(next, row.id()) > 0) {
                unknown += row.rows();
                return;
            }
            if (row.rows() > 1) {
                doubled++;
                example(row.id());
            }
            skip(row.id());
        }

        void finish() {
            while (next < end) {
                missed();
            }
        }

        private void missed() {
            EventId id = ids.get(next);
            missing++;
            example(id);
            skip(id);
        }

        private void skip(EventId id) {
            while (next < end && ids.compare(next, id) == 0) {
                next++;
            }
        }

        private void example(EventId id) {
            if (examples.size() < MAX_EXAMPLES) {
                examples.add(id);
            }
        }
    }
}
