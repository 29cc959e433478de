package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the journal said to a row of appends, in their order. */
final class Answers {
    private static final long LONGEST_WAIT_SECONDS = 20;

    /** One append: its payload, and the answer once there is one. */
    static final class Answer implements AppendListener {
        private final byte[] payload;
        private final CountDownLatch given = new CountDownLatch(1);
        private long sequence;
        private Optional<Refusal> refusal = Optional.empty();

        Answer(byte[] payload) {
            this.payload = payload;
        }

        @Override
        public void committed(long place, long timeMicros) {
            answerOnce();
            sequence = place;
            given.countDown();
        }

        @Override
        public void refused(Refusal reason) {
            answerOnce();
            refusal = Optional.of(reason);
            given.countDown();
        }

        private void answerOnce() {
            if (given.getCount() == 0) {
                throw new AssertionError("answered twice");
            }
        }

        byte[] payload() {
            return payload;
        }

        boolean isGiven() {
            return given.getCount() == 0;
        }

        boolean isCommitted() {
            return await().refusal.isEmpty();
        }

        /** The place it got. */
        long sequence() {
            assertThat(await().refusal).isEmpty();
            return sequence;
        }

        Refusal refusal() {
            return await().refusal.orElseThrow(() -> new AssertionError("it was committed as " + sequence));
        }

        private Answer await() {
            try {
                assertThat(given.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                        .as("an answer within %d s", LONGEST_WAIT_SECONDS)
                        .isTrue();
                return this;
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
    }

    private final List<Answer> all = new ArrayList<>();

    /** Appends an event with that payload. */
    Answer append(Journal journal, byte[] payload) {
        Answer answer = new Answer(payload);
        all.add(answer);
        journal.append(RecordType.EVENT, body(payload), answer);
        return answer;
    }

    List<Answer> all() {
        return all;
    }

    static RecordBody body(byte[] payload) {
        return new RecordBody() {
            @Override
            public int size() {
                return payload.length;
            }

            @Override
            public void writeTo(ByteBuffer target) {
                target.put(payload);
            }
        };
    }
}
