package io.sluice.gateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what answers a request: by the raw path, compared byte by byte. A path is never decoded, so an encoded one is another path
 * and gets 404.
 */
public final class Router {
    /** What answers. */
    public interface Endpoint {
        void handle(HttpServerRequest request);
    }

    /** What takes requests below {@code /webhook/}. */
    public interface Webhooks {
        /** Whether requests with that method are taken there; POST always is. */
        boolean takes(String method, String rest);

        /** Takes a POST whose whole target is the path of a configured webhook; false when it is none, and nothing has been done. */
        boolean handleConfigured(HttpServerRequest request, String target);

        /** @param rest what stands behind {@code /webhook/}, without the query */
        void handle(HttpServerRequest request, String rest);
    }

    /** What stands before the id in a webhook's path. */
    public static final String WEBHOOK = "/webhook/";

    private static final List<String> SCHEMES = List.of("http://", "https://");

    private final String rootPath;
    private final String prefix;
    private final Answers answers;
    private final Webhooks webhooks;
    private final Map<String, Endpoint> pages = new HashMap<>();

    /** @param rootPath stands before every path; empty for none */
    public Router(String rootPath, Answers answers, Webhooks webhooks) {
        this.rootPath = rootPath;
        this.prefix = rootPath + WEBHOOK;
        this.answers = answers;
        this.webhooks = webhooks;
    }

    /** Adds a page for {@code GET} and {@code HEAD}. */
    public Router page(String path, Endpoint endpoint) {
        pages.put(rootPath + path, endpoint);
        return this;
    }

    public void route(HttpServerRequest request) {
        if (rootPath.isEmpty()
                && request.method().equals(HttpMethod.POST)
                && webhooks.handleConfigured(request, request.uri())) {
            return; // nearly every request ends here, and no text was cut out of another
        }
        String path = path(request.uri());
        if (path.equals("*")) {
            answers.preflight(request, "GET, HEAD, POST, OPTIONS");
            return;
        }
        if (path.startsWith(prefix)) {
            String rest = path.substring(prefix.length());
            if (request.method().equals(HttpMethod.POST)
                    || webhooks.takes(request.method().name(), rest)) {
                webhooks.handle(request, rest);
            } else {
                wrongMethod(request, "POST, OPTIONS");
            }
            return;
        }
        Endpoint page = pages.get(path);
        if (page == null) {
            answers.problem(request, Problem.of(404, "There is nothing at this path"));
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            page.handle(request);
        } else {
            wrongMethod(request, "GET, HEAD, OPTIONS");
        }
    }

    private void wrongMethod(HttpServerRequest request, String allowed) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            answers.preflight(request, allowed);
        } else {
            answers.problem(
                    request, Problem.of(405, "This path takes " + allowed).with("Allow", allowed));
        }
    }

    /** The path of a request target, RFC 9112 section 3.2: what stands before the query, without scheme and authority. */
    public static String path(String target) {
        int from = 0;
        if (!target.startsWith("/")) {
            from = authorityEnd(target, authority(target));
            if (from == target.length() || target.charAt(from) == '?') {
                return "/";
            }
        }
        int query = target.indexOf('?', from);
        return target.substring(from, query < 0 ? target.length() : query);
    }

    /** Where the authority begins in an absolute URL of http; 0 when it is none. */
    static int authority(String target) {
        for (String scheme : SCHEMES) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return 0;
    }

    /** Where the path or the query begins behind an authority, or the text ends. */
    static int authorityEnd(String target, int authority) {
        int end = authority;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end;
    }
}
