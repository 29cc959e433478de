package io.sluice.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of an instance that was given none: steady over restarts, different for each instance of a host. */
final class InstanceName {

    private InstanceName() {}

    static String ofThisHost(int port) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            host = "sluice";
        }
        return host.replaceAll("[^A-Za-z0-9_.-]", "-") + "-" + port;
    }
}
