package io.sluice.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import java.util.List;

/** Events as senders send them. */
final class Documents {
    private Documents() {}

    /** An order of about so many bytes, in ASCII. */
    static byte[] order(int bytes) {
        StringBuilder json = new StringBuilder("{\"type\":\"order.created\",\"items\":[");
        for (int item = 0; item == 0 || json.length() < bytes - 60; item++) {
            json.append(item == 0 ? "" : ",")
                    .append("{\"sku\":\"A-")
                    .append(10_000 + item)
                    .append("\",\"price\":12.5,\"ok\":true}");
        }
        return json.append("]}").toString().getBytes(UTF_8);
    }

    /** A text of about so many bytes, two for each letter. */
    static byte[] cyrillic(int bytes) {
        return ("{\"text\":\"" + "щ".repeat(bytes / 2) + "\"}").getBytes(UTF_8);
    }

    /** A message whose text is about so many bytes long, in ASCII. */
    static byte[] message(int bytes) {
        return ("{\"test_id\":1,\"message\":\"" + "lorem ipsum dolor ".repeat(bytes / 18) + "\"}").getBytes(UTF_8);
    }

    static Event event(byte[] body) {
        return new Event(
                new EventId(1, 2),
                "orders",
                "",
                1_780_000_000_000_000L,
                "203.0.113.9",
                "application/json",
                List.of(
                        new Header("Host", "hooks.example.com"),
                        new Header("User-Agent", "Shop/1.0"),
                        new Header("Content-Type", "application/json"),
                        new Header("Content-Length", Integer.toString(body.length)),
                        new Header("Authorization", "Bearer 0123456789abcdef")),
                body);
    }
}
