package io.sluice.gateway.hostile;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A process that connects many times, says how often it could, and then does nothing until its input ends. */
final class IdleCrowd {
    private IdleCrowd() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress gateway =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        List<SocketChannel> idle = new ArrayList<>();
        while (idle.size() < Integer.parseInt(arguments[1])) {
            idle.add(SocketChannel.open(gateway));
        }
        System.out.println(idle.size());
        int end = System.in.read();
        for (SocketChannel channel : idle) {
            channel.close();
        }
        System.exit(Math.max(end, 0));
    }
}
