package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.FindingCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final Artifact ARTIFACT =
            new Artifact("customers.dump", "/backups", 5, Instant.EPOCH, Artifact.TimeFrom.NAME);

    @TempDir
    Path folder;

    @Test
    void copiesAndHashesInOneRead() throws IOException {
        FetchedArtifact fetched = take(Set.of("MD5", "SHA-512"), stream("hello"));

        assertThat(fetched.file()).hasContent("hello");
        assertThat(fetched.bytes()).isEqualTo(5);
        assertThat(fetched.zeroFilled()).isFalse();
        assertThat(fetched.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(fetched.digests()).containsOnlyKeys("SHA-256", "SHA-512", "MD5");
        assertThat(fetched.digests()).containsEntry("MD5", "5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void copyIsReadableByOthers() throws IOException {
        FetchedArtifact fetched = take(Set.of(), stream("hello"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fetched.file())))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void zerosAreNoticedWhereverTheyEnd() throws IOException {
        assertThat(take(Set.of(), new ByteArrayInputStream(new byte[300_000])).zeroFilled())
                .isTrue();
        byte[] almost = new byte[300_000];
        almost[299_999] = 1;
        assertThat(take(Set.of(), new ByteArrayInputStream(almost)).zeroFilled())
                .isFalse();
        assertThat(take(Set.of(), stream("")).zeroFilled()).isFalse();
    }

    @Test
    void progressGrowsToTheWholeSize() throws IOException {
        List<Long> heard = new ArrayList<>();
        new Intake(Set.of(), heard::add)
                .take(ARTIFACT, new ByteArrayInputStream(new byte[300_000]), folder.resolve("copy"));

        assertThat(heard).isSorted().last().isEqualTo(300_000L);
        assertThat(heard).hasSizeGreaterThan(1);
    }

    @Test
    void originThatBreaksIsUnreachableAndLeavesNoCopy() {
        assertThatExceptionOfType(CannotTell.class)
                .isThrownBy(() -> take(Set.of(), breakingBy(new IOException("connection reset"))))
                .withMessage("customers.dump could not be read beyond its first 3 bytes of 5: connection reset")
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void originThatFallsSilentIsOutOfTime() {
        assertThatExceptionOfType(CannotTell.class)
                .isThrownBy(() -> take(Set.of(), breakingBy(new SocketTimeoutException("read timed out"))))
                .withMessage("customers.dump could not be read beyond its first 3 bytes of 5: read timed out")
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.TIMED_OUT));
        assertThat(folder).isEmptyDirectory();
    }

    private static InputStream breakingBy(IOException failure) {
        return new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw failure;
                }
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                bytes[offset] = (byte) read();
                return 1;
            }
        };
    }

    @Test
    void copyThatCannotBeWrittenIsNoFaultOfTheOrigin() {
        assertThatExceptionOfType(CannotTell.class)
                .isThrownBy(() -> new Intake(Set.of(), through -> {})
                        .take(ARTIFACT, stream("hello"), folder.resolve("missing/copy")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.TOOL_FAILED));
    }

    @Test
    void existingFileIsNeverOverwritten() throws IOException {
        Path existing = Files.writeString(folder.resolve("copy"), "precious");

        assertThatExceptionOfType(CannotTell.class)
                .isThrownBy(() -> new Intake(Set.of(), through -> {}).take(ARTIFACT, stream("hello"), existing));
        assertThat(existing).hasContent("precious");
    }

    @Test
    void unknownAlgorithmIsNotKnowing() {
        assertThatExceptionOfType(CannotTell.class)
                .isThrownBy(() -> take(Set.of("CRC-16"), stream("hello")))
                .withMessage("checksums by CRC-16 are not known here")
                .satisfies(e -> assertThat(e.code()).isEqualTo(FindingCode.NOT_SUPPORTED));
    }

    @Test
    void interruptedThreadStopsAndLeavesNoCopy() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> take(Set.of(), stream("hello")));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private FetchedArtifact take(Set<String> algorithms, InputStream origin) throws IOException {
        Path file = folder.resolve("copy");
        Files.deleteIfExists(file);
        return new Intake(algorithms, through -> {}).take(ARTIFACT, origin, file);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
