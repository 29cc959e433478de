package io.sluice.gateway.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/**
 * A process that attacks until its input ends, and then says how often it struck. It is a process of its own so that what the honest
 * senders feel comes from the gateway and not from a heap that they share with the attackers.
 */
final class AttackCrowd {
    private AttackCrowd() {}

    public static void main(String[] arguments) throws Exception {
        Attack attack = Attack.valueOf(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        CountDownLatch over = new CountDownLatch(1);
        Attack.Tally tally = new Attack.Tally();
        Thread end = Thread.startVirtualThread(() -> {
            readToEnd(System.in);
            over.countDown();
        });
        System.out.println("striking");
        attack.run(port, over, tally);
        end.join();
        System.out.println(tally);
    }

    private static void readToEnd(InputStream in) {
        try (in) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // who started this is gone: that is an end, too
        }
    }
}
