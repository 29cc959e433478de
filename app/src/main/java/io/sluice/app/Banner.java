package io.sluice.app;

import io.sluice.core.config.Configuration;
import java.io.PrintWriter;

/** What {@code serve} prints when it is ready: where it listens, what it serves, and a line to try. */
final class Banner {
    private final PrintWriter out;

    Banner(PrintWriter out) {
        this.out = out;
    }

    void print(Serving serving, Configuration configuration, String host, boolean sample) {
        String name = host.equals("0.0.0.0") ? "localhost" : host;
        String base = serving.base(name);
        out.printf(
                "Sluice %s is ready on %s with %s.%n",
                serving.instance(), base, counted(configuration.webhooks().size()));
        out.println("  journal    " + serving.journalFolder());
        out.println("  event log  " + serving.eventLog());
        serving.analyticsPort().ifPresent(port -> out.println("  dashboard  http://localhost:" + port + "/"));
        serving.tlsPort().ifPresent(port -> out.println("  TLS        https://" + name + ":" + port + "/"));
        out.println("  health     " + base + "/health    metrics " + base + "/metrics");
        if (sample) {
            out.println("Try it:");
            out.println("  curl -i " + base + "/webhook/" + SampleWebhooks.ID + " -H 'Authorization: Bearer "
                    + SampleWebhooks.TOKEN + "' -d '{\"order\": 42}'");
        } else if (!configuration.webhooks().isEmpty()) {
            String id = configuration.webhooks().keySet().iterator().next();
            out.println("Try it (with the credentials of that webhook):");
            out.println("  curl -i " + base + "/webhook/" + id + " -d '{\"order\": 42}'");
        }
        out.flush();
    }

    /** So many webhooks, in words. */
    static String counted(int webhooks) {
        return webhooks == 1 ? "1 webhook" : webhooks + " webhooks";
    }
}
