package io.sluice.app;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.provider.Providers;
import io.sluice.gateway.guard.provider.UnsentRequest;
import io.sluice.gateway.signing.RequestForm;
import io.sluice.gateway.signing.Signer;
import io.sluice.gateway.signing.Signers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice sign}: a request that proves who sent it, as a provider or a method makes it. */
@Command(
        name = "sign",
        description = "Signs a request as a provider does, and prints the headers to send with it, or sends it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice sign --provider github --secret-file github.secret --data @body.json",
            "Example: sluice sign --provider stripe --secret-env STRIPE_SECRET --data @body.json --to http://localhost:8000/webhook/orders",
            "Example: sluice sign --method hmac --secret-file s --option header=X-Signature --option encoding=base64 --data '{}'",
            "Providers and what each signs: see docs/providers.md.",
            ExitCode.FOOTER
        })
final class SignCommand implements Callable<Integer> {
    private final OutputStream standardOutput;
    private final InputFile input;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SecretOption secret;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "Signs as this provider does, such as github or stripe.")
    private String provider;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "Or by a method alone: authorization, basic_auth (the secret is name:password), header_auth or hmac.")
    private String method;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "A further option of the provider or method, as in webhooks.json. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--data",
            paramLabel = "TEXT|@FILE",
            defaultValue = "",
            description = "The body; @FILE reads it from a file, byte for byte, @- from the standard input.")
    private String data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8000/webhook/orders",
            description = "Where it will be sent to; some providers sign that (default: ${DEFAULT-VALUE}).")
    private String url;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Sends it there and prints the answer; exit code 1 unless that is a 2xx.")
    private String to;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header to send along; some are signed. May be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--timestamp",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description =
                    "When it is sent: 2026-01-31T12:00:00Z or Unix seconds (default: now). Makes the output repeatable.")
    private Instant timestamp;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "The event's name, where the provider sends one in a header.")
    private String id;

    @Option(
            names = "--format",
            defaultValue = "headers",
            description =
                    "What is printed: headers (those that signing adds), curl (a command) or http (the whole request, which sluice"
                            + " verify reads) (default: ${DEFAULT-VALUE}).")
    private RequestForm format;

    @Option(
            names = "--body-out",
            paramLabel = "FILE",
            description = "Writes the body there as it is to be sent: a few providers sign a time that stands in it.")
    private Path bodyOut;

    SignCommand(InputStream standardInput, OutputStream standardOutput, InstantSource clock) {
        this.standardOutput = standardOutput;
        this.input = new InputFile(standardInput);
        this.clock = clock;
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        if ((provider == null) == (method == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "sluice: say who signs, with --provider NAME or --method NAME; providers are "
                            + String.join(", ", Providers.names()) + "; methods are "
                            + String.join(", ", Signers.METHODS));
        }
        String key = secret.read(input, System.getenv());
        UnsentRequest request = request();
        List<Header> given = request.fields();
        UnsentRequest signed;
        try {
            if (id != null) {
                request = request.with(Signers.idHeader(required()), id);
            }
            Signer signer = provider == null ? Signers.method(method, options) : Signers.provider(provider, options);
            signed = signer.sign(request, key, timestamp == null ? clock.instant() : timestamp);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitCode.USAGE, "sluice: " + wrong.getMessage());
        }
        if (bodyOut != null) {
            Files.write(bodyOut, signed.body());
        }
        if (to == null) {
            standardOutput.write(format.of(signed, given));
            standardOutput.flush();
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        return new Sending(out).send(signed) ? ExitCode.OK : ExitCode.FAILED;
    }

    private String required() throws CommandFailure {
        if (provider == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "sluice: --id goes with --provider; for a method, give the header with --header");
        }
        return provider;
    }

    private UnsentRequest request() throws CommandFailure {
        List<Header> fields = new ArrayList<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new CommandFailure(ExitCode.USAGE, "sluice: --header takes 'NAME: VALUE', not '" + header + "'");
            }
            String value = header.substring(colon + 1).strip();
            fields.add(new Header(
                    header.substring(0, colon).strip(),
                    new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        }
        if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("Content-Type"))) {
            fields.addFirst(new Header("Content-Type", "application/json"));
        }
        byte[] body = data.startsWith("@") ? input.read(data.substring(1)) : data.getBytes(StandardCharsets.UTF_8);
        return new UnsentRequest("POST", target(), fields, body);
    }

    private URI target() throws CommandFailure {
        String target = to == null ? url : to;
        try {
            URI uri = new URI(target);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException wrong) {
            // Said below.
        }
        throw new CommandFailure(
                ExitCode.USAGE, "sluice: '" + target + "' is no URL; write http://localhost:8000/webhook/orders");
    }
}
