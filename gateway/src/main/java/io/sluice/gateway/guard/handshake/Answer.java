package io.sluice.gateway.guard.handshake;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Verdict;
import java.util.List;

/**
 * Answers to handshakes. What is reflected is never HTML: the type is said, {@code nosniff} stands on every answer of the gateway, and texts
 * are short.
 */
final class Answer {
    private static final String REASON = "handshake";
    private static final int LONGEST = 1_024;

    private Answer() {}

    /** 200 with the text, in which what HTML knows is escaped; 400 without it when it is long. */
    static Verdict text(String text) {
        return text.length() > LONGEST ? refused() : answer(200, "text/plain; charset=utf-8", escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** 200 with an object of texts: name and value by turns. */
    static Verdict json(String... members) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < members.length; i += 2) {
            if (members[i + 1].length() > LONGEST) {
                return refused();
            }
            json.append(i == 0 ? "" : ",")
                    .append(quoted(members[i]))
                    .append(':')
                    .append(quoted(members[i + 1]));
        }
        return answer(200, "application/json", json.append('}').toString());
    }

    private static Verdict refused() {
        return new Verdict.Reject(
                400, REASON, "The challenge is too long", List.of(), "its challenge is longer than " + LONGEST);
    }

    private static Verdict answer(int status, String type, String body) {
        return new Verdict.Answered(REASON, status, List.of(new Header("Content-Type", type)), body);
    }

    /** RFC 8259, section 7, and no character that HTML knows. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && "\"\\<>&'".indexOf(c) < 0;
            quoted.append(plain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return quoted.append('"').toString();
    }
}
