package io.sluice.destinations.http;

import io.sluice.core.net.CheckedLookup;
import io.sluice.core.net.OutgoingProxy;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A valid destination {@code http_webhook}.
 *
 * @param lookup asked whenever a connection is made
 * @param proxy through which connections are made
 */
record HttpPlan(
        HttpSettings settings,
        ScheduledExecutorService deadlines,
        InstantSource clock,
        CheckedLookup.Lookup lookup,
        Optional<OutgoingProxy> proxy)
        implements DestinationPlan {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5); // so that a changed address is noticed
    private static final TimeValue UNUSED = TimeValue.ofSeconds(2);

    @Override
    public String describe() {
        return settings.method() + " " + settings.target();
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public Destination build() {
        return new HttpDestination(settings, client(), deadlines, clock);
    }

    private CloseableHttpClient client() {
        RequestConfig requests = RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(settings.timeout()))
                .setResponseTimeout(timeout(settings.timeout()))
                .setRedirectsEnabled(false)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections())
                .setDefaultRequestConfig(requests)
                .setUserAgent("Sluice")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private PoolingHttpClientConnectionManager connections() {
        Duration connect = settings.timeout().compareTo(LONGEST_CONNECT) < 0 ? settings.timeout() : LONGEST_CONNECT;
        ConnectionConfig each = ConnectionConfig.custom()
                .setConnectTimeout(timeout(connect))
                .setSocketTimeout(timeout(settings.timeout()))
                .setTimeToLive(CONNECTION_LIFE)
                .setValidateAfterInactivity(UNUSED)
                .build();
        return ProxiedConnections.to(settings.target().host(), proxy)
                .setDnsResolver(new CheckedResolver(new CheckedLookup(settings.addresses(), lookup)))
                .setDefaultConnectionConfig(each)
                .setMaxConnTotal(settings.concurrency())
                .setMaxConnPerRoute(settings.concurrency())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }
}
