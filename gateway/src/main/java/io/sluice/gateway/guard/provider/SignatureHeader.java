package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.signing.FieldInHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where signatures stand, one or several.
 *
 * @param header which must stand in a request once
 * @param fields which parts of it are signatures
 */
record SignatureHeader(String header, FieldInHeader fields, Encoding encoding) {

    /** Reads {@code header}, {@code separator}, {@code prefix} and {@code encoding} of a provider's file. */
    static SignatureHeader of(Section file) {
        return new SignatureHeader(
                FieldName.read(file, "header", ""),
                new FieldInHeader(file.string("separator", ""), file.string("prefix", "")),
                file.choice("encoding", Encoding.HEX));
    }

    /** What stands there. */
    sealed interface Sent {
        /**
         * Signatures, at least one. Others beside them may have been no signatures.
         *
         * @param all with a shared secret
         * @param ed25519 with a private key
         */
        record Signatures(List<byte[]> all, List<byte[]> ed25519) implements Sent {}

        /** @param cause for the operator */
        record None(String cause) implements Sent {}
    }

    Sent read(WebhookRequest request, Optional<Ed25519Form> publicKey) {
        return switch (SingleHeader.of(request, header)) {
            case SingleHeader.Unusable(String cause) -> new Sent.None(cause);
            case SingleHeader.Value(String value) -> read(value, publicKey);
        };
    }

    /** The signatures among the fields of a value. */
    static List<byte[]> signatures(String value, FieldInHeader fields, Encoding encoding) {
        List<byte[]> signatures = new ArrayList<>(1);
        for (String text : fields.all(value)) {
            Optional<byte[]> bytes = encoding.decode(text);
            bytes.filter(found -> found.length > 0).ifPresent(signatures::add);
        }
        return signatures;
    }

    private Sent read(String value, Optional<Ed25519Form> publicKey) {
        List<byte[]> signatures = signatures(value, fields, encoding);
        List<byte[]> ed25519 = publicKey.map(form -> form.signatures(value)).orElse(List.of());
        if (signatures.isEmpty() && ed25519.isEmpty()) {
            String behind = fields.prefix().isEmpty() ? "" : " behind \"" + fields.prefix() + "\"";
            return new Sent.None("the header " + header + " holds no signature in "
                    + encoding.name().toLowerCase(Locale.ROOT) + behind);
        }
        return new Sent.Signatures(signatures, ed25519);
    }

    /** With the signature, behind what else stands in its header: a timestamp. */
    UnsentRequest write(UnsentRequest request, String prefix, byte[] signature, boolean beside) {
        String field = prefix + encoding.encode(signature);
        return request.with(header, beside ? request.header(header) + fields.separator() + field : field);
    }
}
