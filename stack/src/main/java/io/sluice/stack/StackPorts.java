package io.sluice.stack;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the stack's services listen.
 *
 * @param gateways one gateway for each
 */
record StackPorts(int redis, int clickHouseHttp, int clickHouseTcp, List<Integer> gateways, int analytics) {

    StackPorts {
        gateways = List.copyOf(gateways);
    }

    /** Those of the Compose file. */
    static StackPorts standard() {
        return new StackPorts(
                6380, 8123, 9000, IntStream.range(8000, 8005).boxed().toList(), 8010);
    }
}
