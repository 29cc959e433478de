package io.sluice.stack;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Redis and two stand-ins that need it, on free ports. They are not ready while the file {@code hold} is in the folder.
 *
 * @param folder where everything is kept
 * @param redisPort where Redis listens
 * @param firstPort where the first stand-in listens
 * @param secondPort where the other one listens
 */
record SmallStack(Path folder, int redisPort, int firstPort, int secondPort) {

    /** On ports that are free now. */
    static SmallStack in(Path folder) {
        int redis = FreePort.find();
        int first = FreePort.findOtherThan(redis);
        int second = FreePort.findOtherThan(first);
        while (second == redis) {
            second = FreePort.findOtherThan(first);
        }
        return new SmallStack(folder, redis, first, second);
    }

    Path hold() {
        return folder.resolve("hold");
    }

    Stack stack() {
        return new Stack(
                folder,
                List.of(
                        List.of(RedisServer.service("redis", redisPort, folder.resolve("redis"))),
                        List.of(standIn("webhook-1", firstPort), standIn("webhook-2", secondPort))));
    }

    private Service standIn(String name, int port) {
        return StandIn.service(name, folder.resolve(name), port, hold());
    }

    /** Brings it up from a process of its own, which has these variables beside the inherited ones. */
    Process upFromElsewhere(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallStack.class.getName(),
                folder.toString()));
        for (int port : List.of(redisPort, firstPort, secondPort)) {
            command.add(Integer.toString(port));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    public static void main(String[] arguments) {
        SmallStack small = new SmallStack(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            small.stack().up(out);
        } catch (StackException failed) {
            out.println(failed.getMessage());
            System.exit(1);
        }
    }
}
