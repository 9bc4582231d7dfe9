package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadAheadTest {
    private static final byte[] MUCH = new byte[1_500_001];

    static {
        new Random(1).nextBytes(MUCH);
    }

    private final AtomicLong position = new AtomicLong();

    @Test
    void everyByteComesOnceAndInItsOrder() throws IOException {
        try (ReadAhead ahead = new ReadAhead(new ByteArrayInputStream(MUCH), position::get)) {
            assertThat(ahead.readAllBytes()).isEqualTo(MUCH);
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void whatIsThrownComesAfterTheBytesBeforeItAndComesAgain() throws IOException {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(MUCH), new InputStream() {
            @Override
            public int read() throws IOException {
                position.set(77);
                throw new IOException("damaged here");
            }
        });

        try (ReadAhead ahead = new ReadAhead(broken, position::get)) {
            assertThat(ahead.readNBytes(MUCH.length)).isEqualTo(MUCH);
            assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("damaged here");
            assertThatThrownBy(ahead::read).isInstanceOf(IOException.class).hasMessage("damaged here");
            assertThat(ahead.position()).isEqualTo(77);
        }
    }

    @Test
    void thatTheDiskFailsIsNoWordAboutTheContent() {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw new CannotTell(FindingCode.TOOL_FAILED, "the disk fails", "");
            }
        };

        try (ReadAhead ahead = new ReadAhead(failing, position::get)) {
            assertThatThrownBy(ahead::read).isInstanceOf(CannotTell.class).hasMessage("the disk fails");
        }
    }

    @Test
    void closingEndsItsThreadWhereNobodyReads() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                position.incrementAndGet();
                return 0;
            }
        };

        new ReadAhead(endless, position::get).close();

        long then = position.get();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("restore-verifier-read-ahead");
        assertThat(position.get()).isEqualTo(then).isLessThan(10_000_000);
    }

    @Test
    void whoeverIsInterruptedHearsIt() {
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return 0;
            }
        };

        try (ReadAhead ahead = new ReadAhead(silent, position::get)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::read).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
