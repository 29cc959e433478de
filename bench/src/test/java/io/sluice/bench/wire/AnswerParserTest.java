package io.sluice.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
    private static final String ID = "01936b1c-7a2e-7f00-8123-456789abcdef";
    private static final String ACCEPTED =
            "HTTP/1.1 200 OK\r\nX-Event-Id: " + ID + "\r\ncontent-length: 20\r\n\r\n{\"message\":\"200 OK\"}";

    @Test
    void status_and_event_id_are_read() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();

        assertThat(parser.read(bytes(ACCEPTED))).isTrue();

        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.keepAlive()).isTrue();
        assertThat(parser.hasEventId()).isTrue();
        assertThat(parser.eventHigh()).isEqualTo(0x01936b1c7a2e7f00L);
        assertThat(parser.eventLow()).isEqualTo(0x8123456789abcdefL);
    }

    @Test
    void an_answer_without_event_id_does_not_keep_the_one_before() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();
        parser.read(bytes(ACCEPTED));

        parser.read(bytes("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"));

        assertThat(parser.status()).isEqualTo(503);
        assertThat(parser.hasEventId()).isFalse();
    }

    @Test
    void bytes_behind_an_answer_are_left() throws MalformedAnswer {
        ByteBuf both = bytes(ACCEPTED + "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
        AnswerParser parser = new AnswerParser();

        assertThat(parser.read(both)).isTrue();
        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.read(both)).isTrue();
        assertThat(parser.status()).isEqualTo(404);
        assertThat(both.isReadable()).isFalse();
    }

    @Test
    void an_interim_answer_is_passed_over() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();

        assertThat(parser.read(bytes("HTTP/1.1 100 Continue\r\n\r\n" + ACCEPTED)))
                .isTrue();

        assertThat(parser.status()).isEqualTo(200);
    }

    @Test
    void without_a_length_the_body_ends_with_the_connection() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();

        assertThat(parser.read(bytes("HTTP/1.1 200 OK\r\n\r\nsome text"))).isFalse();

        assertThat(parser.keepAlive()).isFalse();
        assertThat(parser.closed()).isTrue();
    }

    @Test
    void a_close_in_the_middle_of_an_answer_completes_nothing() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();
        parser.read(bytes(ACCEPTED.substring(0, ACCEPTED.length() - 1)));

        assertThat(parser.closed()).isFalse();
    }

    @Test
    void connection_close_is_heeded() throws MalformedAnswer {
        AnswerParser parser = new AnswerParser();

        parser.read(bytes("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"));

        assertThat(parser.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: \u0000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Event-Id: 01936b1c\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Event-Id: 01936b1c-7a2e-7f00-8123-456789abcdeg\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5 \r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
            })
    void an_ambiguous_or_broken_answer_is_refused(String text) {
        assertThatThrownBy(() -> new AnswerParser().read(bytes(text))).isInstanceOf(MalformedAnswer.class);
    }

    @Test
    void a_head_without_end_is_refused_before_it_fills_the_memory() {
        AnswerParser parser = new AnswerParser();
        ByteBuf endless = bytes("HTTP/1.1 200 OK\r\nA: " + "x".repeat(AnswerParser.MAX_HEAD));

        assertThatThrownBy(() -> parser.read(endless)).isInstanceOf(MalformedAnswer.class);
    }

    @Property(tries = 500)
    void however_answers_are_cut_up_the_same_is_read(
            @ForAll("answers") List<Answer> answers, @ForAll("cuts") List<Integer> cuts) throws MalformedAnswer {
        ByteBuf stream = Unpooled.buffer();
        answers.forEach(answer -> stream.writeBytes(bytes(answer.text())));
        AnswerParser parser = new AnswerParser();
        int read = 0;

        for (int i = 0; stream.isReadable(); i++) {
            int size = Math.min(cuts.get(i % cuts.size()), stream.readableBytes());
            ByteBuf piece = stream.readSlice(size);
            while (piece.isReadable()) {
                if (parser.read(piece)) {
                    assertThat(parser.status()).isEqualTo(answers.get(read).status());
                    assertThat(parser.hasEventId()).isEqualTo(answers.get(read).hasId());
                    read++;
                }
            }
        }

        assertThat(read).isEqualTo(answers.size());
    }

    @Property(tries = 500)
    void random_bytes_are_refused_or_waited_on_and_never_an_answer_of_no_status(@ForAll byte[] noise) {
        AnswerParser parser = new AnswerParser();
        boolean complete;
        try {
            complete = parser.read(Unpooled.wrappedBuffer(noise));
        } catch (MalformedAnswer refused) {
            return;
        }
        assertThat(complete).isFalse(); // no random array of that size spells HTTP/1.1
    }

    record Answer(String text, int status, boolean hasId) {}

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 90).list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        Arbitrary<Integer> status = Arbitraries.of(200, 202, 400, 404, 429, 503);
        Arbitrary<String> body = Arbitraries.strings().alpha().ofMaxLength(300);
        return Combinators.combine(status, body, Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(AnswerParserTest::answer)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Answer answer(int status, String body, boolean chunked, boolean hasId) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Something\r\nServer: test\r\n");
        if (hasId) {
            text.append("x-event-id: ").append(ID).append("\r\n");
        }
        if (!chunked) {
            text.append("Content-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n")
                    .append(body);
            return new Answer(text.toString(), status, hasId);
        }
        text.append("Transfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < body.length(); from += 37) {
            String piece = body.substring(from, Math.min(body.length(), from + 37));
            text.append(Integer.toHexString(piece.length()))
                    .append(";ext=\"1\"\r\n")
                    .append(piece)
                    .append("\r\n");
        }
        return new Answer(text.append("0\r\nTrailer: x\r\n\r\n").toString(), status, hasId);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
