package io.sluice.gateway.diagnosis;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.recorded.RecordedView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be otherwise with the rest of a request: the URL that was called, when it came, where from. */
final class RequestSuspicions {
    private static final Pattern PORT = Pattern.compile(":\\d+\\z");
    private static final int MOST_TIMES = 20;
    /** Unix seconds or milliseconds of this century, or a time as in RFC 3339. */
    private static final Pattern TIME =
            Pattern.compile("(?<![0-9A-Za-z])(\\d{10}|\\d{13}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)(?![0-9A-Za-z])");

    private RequestSuspicions() {}

    /** @param view how the request is seen as it is */
    static List<Suspicion> of(RecordedRequest request, RecordedView view) {
        List<Suspicion> found = new ArrayList<>(urls(request, view));
        found.addAll(times(request));
        String forwarded = first(request, "X-Forwarded-For");
        if (!forwarded.isEmpty()) {
            String address = forwarded.split(",", 2)[0].strip();
            found.add(Suspicion.ofRequest(
                    "sender",
                    "the sender is taken to be " + view.source() + ", and X-Forwarded-For names " + address,
                    "if " + request.peer() + " is your proxy, name it in \"trusted_proxies\"",
                    recorded -> Altered.peer(recorded, address)));
        }
        return found;
    }

    private static List<Suspicion> urls(RecordedRequest request, RecordedView view) {
        List<Suspicion> found = new ArrayList<>();
        for (String authority : authorities(request, view)) {
            for (String target : targets(request.target())) {
                for (String scheme : List.of("https", "http")) {
                    String url = scheme + "://" + authority + target;
                    if (!url.equals(view.url())) {
                        found.add(Suspicion.ofRequest(
                                "url",
                                "the URL that was signed is " + url + ", and the one that is seen here is "
                                        + view.url(),
                                "name the proxy that stands between in \"trusted_proxies\", and let it say X-Forwarded-Proto,"
                                        + " X-Forwarded-Host and X-Forwarded-Port (for this command: --url " + url
                                        + ")",
                                recorded -> Altered.url(recorded, scheme.equals("https"), authority, target)));
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> authorities(RecordedRequest request, RecordedView view) {
        Set<String> found = new LinkedHashSet<>();
        for (String known : List.of(
                view.authority(),
                first(request, "Host"),
                first(request, "X-Forwarded-Host").split(",")[0].strip())) {
            if (!known.isEmpty()) {
                String bare = PORT.matcher(known).replaceFirst("");
                found.addAll(List.of(known, bare, bare + ":443", bare + ":80"));
                String port = first(request, "X-Forwarded-Port").split(",")[0].strip();
                if (PORT.matcher(":" + port).matches()) {
                    found.add(bare + ":" + port);
                }
            }
        }
        return found;
    }

    private static Set<String> targets(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        return new LinkedHashSet<>(List.of(target, other + query, path));
    }

    private static List<Suspicion> times(RecordedRequest request) {
        Set<Instant> named = new TreeSet<>();
        request.headers().forEach(header -> addTimes(header.value(), named));
        byte[] beginning = Arrays.copyOf(request.body(), Math.min(request.body().length, 64 * 1024));
        addTimes(new String(beginning, StandardCharsets.ISO_8859_1), named);
        List<Suspicion> found = new ArrayList<>();
        for (Instant instant : named) {
            found.add(Suspicion.ofRequest(
                    "time",
                    "at " + instant.truncatedTo(ChronoUnit.SECONDS)
                            + ", when the request says that it was sent, it passes: nothing but the time is wrong",
                    "if the recording is old, say --at " + instant.truncatedTo(ChronoUnit.SECONDS)
                            + "; if not, look at the clocks on both sides",
                    recorded -> Altered.time(recorded, ChronoUnit.MICROS.between(Instant.EPOCH, instant))));
        }
        return found;
    }

    private static void addTimes(String text, Set<Instant> named) {
        Matcher time = TIME.matcher(text);
        while (time.find() && named.size() < MOST_TIMES) {
            SentTime.parse(time.group(1)).ifPresent(sent -> named.add(sent.instant()));
        }
    }

    private static String first(RecordedRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }
}
