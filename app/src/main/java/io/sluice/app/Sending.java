package io.sluice.app;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends a request and prints the answer. */
record Sending(PrintWriter out) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * Sends it once.
     *
     * @return whether the answer was a 2xx
     */
    boolean send(UnsentRequest request) throws CommandFailure, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(LONGEST)
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        for (Header field : request.fields()) {
            builder.header(field.name(), field.value());
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LONGEST)
                .build()) {
            HttpResponse<String> answer = client.send(builder.build(), BodyHandlers.ofString());
            out.println(answer.statusCode());
            answer.headers().firstValue("X-Event-Id").ifPresent(id -> out.println("X-Event-Id: " + id));
            out.println(answer.body().strip());
            out.flush();
            return answer.statusCode() / 100 == 2;
        } catch (IOException away) {
            throw new CommandFailure(ExitCode.FAILED, "sluice: " + request.uri() + " cannot be reached: " + away);
        }
    }
}
