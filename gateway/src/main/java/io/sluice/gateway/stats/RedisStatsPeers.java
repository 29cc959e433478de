package io.sluice.gateway.stats;

import io.sluice.core.stats.StatsPeers;
import io.sluice.gateway.redis.RedisAway;
import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.redis.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** {@link StatsPeers} in Redis: a hash a journal, a field a webhook, and a set of the journals. */
public final class RedisStatsPeers implements StatsPeers {
    private static final String JOURNALS = "sluice:stats";
    /** How many webhooks one call publishes: Lua takes no more than some thousand values at once. */
    private static final int CHUNK = 1_000;

    private static final Script PUBLISH = Script.of("""
            local had = redis.call('EXISTS', KEYS[2])
            redis.call('SADD', KEYS[1], ARGV[1])
            redis.call('HSET', KEYS[2], '@', '', unpack(ARGV, 2))
            return {had}
            """);

    private static final Script OTHERS = Script.of("""
            local all = {}
            for _, journal in ipairs(redis.call('SMEMBERS', KEYS[1])) do
              if journal ~= ARGV[1] then
                for _, value in ipairs(redis.call('HGETALL', KEYS[1] .. ':' .. journal)) do all[#all + 1] = value end
              end
            end
            return all
            """);

    private final RedisLink redis;

    public RedisStatsPeers(RedisLink redis) {
        this.redis = redis;
    }

    @Override
    public boolean publish(String journal, Map<String, String> states) throws IOException, InterruptedException {
        boolean known = true;
        boolean first = true;
        List<String> arguments = new ArrayList<>();
        arguments.add(journal);
        for (Map.Entry<String, String> state : states.entrySet()) {
            arguments.add(state.getKey());
            arguments.add(state.getValue());
            if (arguments.size() > 2 * CHUNK) {
                known &= send(journal, arguments) || !first;
                first = false;
                arguments.subList(1, arguments.size()).clear();
            }
        }
        boolean last = send(journal, arguments) || !first;
        return known && last;
    }

    private boolean send(String journal, List<String> arguments) throws IOException, InterruptedException {
        List<String> reply =
                await(redis.eval(PUBLISH, List.of(JOURNALS, JOURNALS + ":" + journal), List.copyOf(arguments)));
        return reply.getFirst().equals("1");
    }

    @Override
    public Map<String, List<String>> others(String journal) throws IOException, InterruptedException {
        List<String> flat = await(redis.eval(OTHERS, List.of(JOURNALS), List.of(journal)));
        Map<String, List<String>> states = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            if (!flat.get(i).equals("@")) {
                states.computeIfAbsent(flat.get(i), _ -> new ArrayList<>()).add(flat.get(i + 1));
            }
        }
        return states;
    }

    private static List<String> await(CompletableFuture<List<String>> reply) throws IOException, InterruptedException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisAway away) {
                throw new IOException(away.getMessage(), away);
            }
            throw new IOException("Redis did not answer", e.getCause());
        }
    }
}
