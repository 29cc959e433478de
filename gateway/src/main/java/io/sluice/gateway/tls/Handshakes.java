package io.sluice.gateway.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The connections with TLS that are there, and the threads on which they compute: to sign, and to verify a sender's certificates, takes an
 * event loop too long. As many threads as cores, with a bound on what may wait; beyond it a connection is closed. Thread-safe.
 */
public final class Handshakes {
    private static final int MOST_WAITING = 1_000;

    private final Set<HandshakeHandler> present = ConcurrentHashMap.newKeySet();
    private final LongAdder refusedCertificates = new LongAdder();
    private final LongAdder otherFailures = new LongAdder();
    private final ThreadPoolExecutor threads;

    Handshakes() {
        int cores = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                cores,
                cores,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("tls-handshake-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    Executor threads() {
        return threads;
    }

    void begun(HandshakeHandler one) {
        present.add(one);
    }

    void gone(HandshakeHandler one) {
        present.remove(one);
    }

    void failed(Throwable cause) {
        (isOfCertificate(cause) ? refusedCertificates : otherFailures).increment();
    }

    private static boolean isOfCertificate(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateException || at instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    /** Others count from now on: whoever was let in by those of before is judged again. */
    void judgeAgain(Credentials now) {
        present.forEach(one -> one.judgeAgain(now));
    }

    /** Handshakes that failed because the sender's certificate chains to no authority, or has expired. */
    public long refusedCertificates() {
        return refusedCertificates.sum();
    }

    /** Handshakes that failed otherwise: no TLS, an old version, too slow, gone. */
    public long otherFailures() {
        return otherFailures.sum();
    }

    void close() {
        threads.shutdown();
    }
}
