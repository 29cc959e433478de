package io.sluice.gateway.guard.oauth1;

import io.sluice.gateway.guard.TestRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a sender signs: RFC 5849 once more, in a few lines, for requests without repeated parameters.
 *
 * @param mac the algorithm of {@link Mac}
 */
record OAuthSender(String consumerKey, String secrets, String method, String mac) {
    /** The request with the header, signed over its query and those parameters of a form. */
    TestRequest sign(TestRequest request, Map<String, String> more, String... form) {
        Map<String, String> protocol = protocol(more);
        protocol.put("oauth_signature", signature(request, protocol, form));
        return request.replaced(
                "Authorization",
                "OAuth "
                        + protocol.entrySet().stream()
                                .map(one -> one.getKey() + "=\"" + encode(one.getValue()) + "\"")
                                .collect(Collectors.joining(", ")));
    }

    Map<String, String> protocol(Map<String, String> more) {
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("oauth_consumer_key", consumerKey);
        protocol.put("oauth_signature_method", method);
        protocol.putAll(more);
        return protocol;
    }

    String signature(TestRequest request, Map<String, String> protocol, String... form) {
        TreeSet<String> pairs = new TreeSet<>();
        protocol.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        for (String pair : form) {
            pairs.add(pair);
        }
        if (!request.query().isEmpty()) {
            pairs.addAll(java.util.List.of(request.query().split("&")));
        }
        String text = request.method() + "&" + encode("https://hooks.example.com" + request.path()) + "&"
                + encode(String.join("&", pairs));
        try {
            Mac keyed = Mac.getInstance(mac);
            keyed.init(new SecretKeySpec(secrets.getBytes(StandardCharsets.UTF_8), mac));
            return Base64.getEncoder().encodeToString(keyed.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
