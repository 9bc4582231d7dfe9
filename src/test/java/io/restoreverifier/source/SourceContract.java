package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every kind of source owes, whatever its origin. A kind inherits this and says how its origin is filled. */
abstract class SourceContract {
    protected static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final String OLD = "customers-20261120T020000Z.dump";
    private static final String NEW = "customers-20261122T020000Z.dump";

    /** A source that takes artifacts named {@code customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump} from the origin. */
    protected abstract Source source();

    /** A source whose origin cannot be asked. */
    protected abstract Source unreachableSource();

    /** Puts a file into the origin, finished long ago. */
    protected abstract void put(String name, String content) throws IOException;

    /** Takes a file out of the origin. */
    protected abstract void remove(String name) throws IOException;

    /** Everything in the origin, by name, with its bytes and modification time in whatever form. */
    protected abstract Map<String, String> origin() throws IOException;

    @Test
    void anEmptyOriginListsNothing() {
        assertThat(source().locate(NOW)).isEqualTo(new Located(List.of(), List.of()));
    }

    @Test
    void whatBelongsToAnArtifactIsFoundBesideIt() throws IOException {
        put(NEW, "dump");
        put("globals-20261122T020000Z.sql", "roles");

        Source beside = source().beside("globals-{time:yyyyMMdd'T'HHmmss'Z'}.sql");

        assertThat(beside.locate(NOW).artifacts())
                .extracting(Artifact::name)
                .containsExactly("globals-20261122T020000Z.sql");
        assertThat(source().locate(NOW).artifacts()).extracting(Artifact::name).containsExactly(NEW);
        assertThatThrownBy(() -> source().beside("x-{time:nonsense}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNewestArtifactComesFirst() throws IOException {
        put(OLD, "old");
        put(NEW, "newer");
        put("customers-20261121T020000Z.dump", "middle");

        Located located = source().locate(NOW);

        assertThat(located.findings()).isEmpty();
        assertThat(located.artifacts())
                .extracting(Artifact::name)
                .containsExactly(NEW, "customers-20261121T020000Z.dump", OLD);
        assertThat(located.artifacts().get(0).bytes()).isEqualTo(5);
        assertThat(located.artifacts().get(0).producedAt()).isEqualTo("2026-11-22T02:00:00Z");
        assertThat(located.artifacts().get(0).location()).endsWith(NEW);
    }

    @Test
    void theOriginIsAskedEachTime() throws IOException {
        Source source = source();
        put(OLD, "old");
        assertThat(source.locate(NOW).artifacts()).extracting(Artifact::name).containsExactly(OLD);
        put(NEW, "new");
        assertThat(source.locate(NOW).artifacts()).extracting(Artifact::name).containsExactly(NEW, OLD);
        assertThat(source.locate(NOW)).isEqualTo(source.locate(NOW));
    }

    @Test
    void anArtifactCanBeOpenedTwiceAtOnce() throws IOException {
        put(NEW, "content");
        Source source = source();
        Artifact artifact = source.locate(NOW).artifacts().get(0);

        try (InputStream first = source.open(artifact);
                InputStream second = source.open(artifact)) {
            assertThat(new String(first.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("content");
            assertThat(new String(second.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content");
        }
    }

    @Test
    void anArtifactThatIsGoneCannotBeOpened() throws IOException {
        put(NEW, "content");
        Source source = source();
        Artifact artifact = source.locate(NOW).artifacts().get(0);
        remove(NEW);

        assertThatThrownBy(() -> source.open(artifact)).isInstanceOf(IOException.class);
    }

    @Test
    void withoutAChecksumFileThereIsNoChecksum() throws IOException {
        put(NEW, "content");
        Source source = source();
        assertThat(source.checksum(source.locate(NOW).artifacts().get(0))).isEmpty();
    }

    @Test
    void aChecksumFileBesideIsFoundAndIsNoArtifact() throws IOException {
        put(NEW, "content");
        put(NEW + ".md5", "9A0364B9E99BB480DD25E1F0284C8555  " + NEW + "\n");
        Source source = source();

        Located located = source.locate(NOW);

        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly(NEW);
        assertThat(source.checksum(located.artifacts().get(0)))
                .contains(new Checksum("MD5", "9a0364b9e99bb480dd25e1f0284c8555", NEW + ".md5"));
    }

    @Test
    void anOriginThatCannotBeAskedIsNotAnEmptyOne() {
        assertThatThrownBy(() -> unreachableSource().locate(NOW)).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e.hint()).isNotEmpty();
        });
    }

    @Test
    void nothingInTheOriginIsTouched() throws IOException {
        put(NEW, "content");
        put(NEW + ".md5", "9a0364b9e99bb480dd25e1f0284c8555");
        put("customers-20261122T030000Z.dump.part", "half");
        Map<String, String> before = origin();

        Source source = source();
        Artifact artifact = source.locate(NOW).artifacts().get(0);
        source.checksum(artifact);
        try (InputStream stream = source.open(artifact)) {
            stream.readAllBytes();
        }

        assertThat(origin()).isEqualTo(before);
    }
}
