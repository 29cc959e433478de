package io.sluice.gateway.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A script with what it is to work on, in Redis's words. */
record ScriptCall(Script script, List<String> keys, List<String> arguments) {

    /** For a Redis that knows the script. */
    Commands withSha1() {
        return command("EVALSHA", script.sha1());
    }

    /** For a Redis that does not, and will from now on. */
    Commands withText() {
        return command("EVAL", script.text());
    }

    /** Whether this is the answer of a Redis that does not know the script. */
    static boolean isUnknown(Object reply) {
        return reply instanceof RespReader.Failure failure && failure.message().startsWith("NOSCRIPT");
    }

    private Commands command(String name, String text) {
        return new Commands().addScript(name, text, keys, arguments);
    }

    /** Says what came back. */
    static void finish(Object reply, CompletableFuture<List<String>> result) {
        switch (reply) {
            case RedisAway away -> result.completeExceptionally(away);
            case RespReader.Failure failure -> result.completeExceptionally(new RedisAway(failure.message()));
            case List<?> values -> {
                List<String> texts = new ArrayList<>(values.size());
                for (Object value : values) {
                    if (value instanceof RespReader.Failure failure) {
                        result.completeExceptionally(new RedisAway(failure.message()));
                        return;
                    }
                    texts.add(value.toString());
                }
                result.complete(texts);
            }
            default -> result.complete(List.of(reply.toString()));
        }
    }
}
