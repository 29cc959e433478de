package io.sluice.destinations.http;

import io.sluice.core.net.OutgoingProxy;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;

/**
 * Makes connections whose sockets lead through a proxy. It stands below what the client knows: the client resolves and checks a name, connects to
 * each of its addresses in turn, and does TLS with the name, as without a proxy.
 */
final class ProxiedConnections extends PoolingHttpClientConnectionManagerBuilder {
    private final OutgoingProxy proxy;

    private ProxiedConnections(OutgoingProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * What makes the connections to a host.
     *
     * @param proxy that of the operator
     */
    static PoolingHttpClientConnectionManagerBuilder to(String host, Optional<OutgoingProxy> proxy) {
        return proxy.filter(one -> one.serves(host))
                .<PoolingHttpClientConnectionManagerBuilder>map(ProxiedConnections::new)
                .orElseGet(PoolingHttpClientConnectionManagerBuilder::create);
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                _ -> proxy.socket(),
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }
}
