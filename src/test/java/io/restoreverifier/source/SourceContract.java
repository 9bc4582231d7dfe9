package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every kind of source owes, whatever its origin. A kind inherits this and says how its origin is filled; one whose
 * artifacts are files inherits {@link FilesContract}.
 */
abstract class SourceContract {
    protected static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    @TempDir
    private Path rooms;

    /** A source that takes all artifacts of the origin. */
    protected abstract Source source();

    /** A source whose origin cannot be asked. */
    protected abstract Source unreachableSource();

    /** Makes an artifact in the origin that is newer than all before; its name. */
    protected abstract String add() throws Exception;

    /** Takes an artifact out of the origin. */
    protected abstract void remove(String name) throws Exception;

    /** Everything in the origin, by name, with its bytes and modification time in whatever form. */
    protected abstract Map<String, String> origin() throws IOException;

    /** When the run is, after all that was added. */
    protected Instant now() {
        return NOW;
    }

    /** What an artifact says of itself, the same whenever it is read; fails when it is not the one of that name. */
    protected String held(String name, InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void anEmptyOriginListsNothing() throws Exception {
        assertThat(source().locate(now())).isEqualTo(new Located(List.of(), List.of()));
    }

    @Test
    void theNewestArtifactComesFirst() throws Exception {
        String old = add();
        String middle = add();
        String newest = add();

        Located located = source().locate(now());

        assertThat(located.findings()).isEmpty();
        assertThat(located.artifacts()).extracting(Artifact::name).containsExactly(newest, middle, old);
        assertThat(located.artifacts())
                .extracting(Artifact::producedAt)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(located.artifacts().get(0).location()).contains(newest);
        assertThat(located.artifacts()).allMatch(artifact -> source().takes().test(artifact.location()));
    }

    @Test
    void theOriginIsAskedEachTime() throws Exception {
        Source source = source();
        String old = add();
        assertThat(source.locate(now()).artifacts()).extracting(Artifact::name).containsExactly(old);
        String newest = add();
        assertThat(source.locate(now()).artifacts()).extracting(Artifact::name).containsExactly(newest, old);
        assertThat(source.locate(now())).isEqualTo(source.locate(now()));
    }

    @Test
    void anArtifactCanBeOpenedTwiceAtOnce() throws Exception {
        String name = add();
        Source source = source();
        Artifact artifact = source.locate(now()).artifacts().get(0);

        try (InputStream first = source.open(artifact, rooms.resolve("first"));
                InputStream second = source.open(artifact, rooms.resolve("second"))) {
            String held = held(name, first);
            assertThat(held).isNotEmpty();
            assertThat(held(name, second)).isEqualTo(held);
        }
    }

    @Test
    void anArtifactThatIsGoneCannotBeRead() throws Exception {
        String gone = add();
        add();
        Source source = source();
        Artifact artifact = source.locate(now()).artifacts().get(1);
        assertThat(artifact.name()).isEqualTo(gone);
        remove(gone);

        assertThatThrownBy(() -> {
                    try (InputStream stream = source.open(artifact, rooms.resolve("gone"))) {
                        stream.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void withoutAChecksumBesideThereIsNone() throws Exception {
        add();
        Source source = source();
        assertThat(source.checksum(source.locate(now()).artifacts().get(0))).isEmpty();
    }

    @Test
    void whatLiesBesideIsOtherThanItsOwn() throws Exception {
        String name = add();
        assertThat(source().beside("globals-*.sql").locate(now()).artifacts()).isEmpty();
        assertThat(source().locate(now()).artifacts())
                .extracting(Artifact::name)
                .containsExactly(name);
    }

    @Test
    void anOriginThatCannotBeAskedIsNotAnEmptyOne() {
        assertThatThrownBy(() -> unreachableSource().locate(now())).isInstanceOfSatisfying(CannotTell.class, e -> {
            assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE);
            assertThat(e.hint()).isNotEmpty();
        });
    }

    @Test
    void nothingInTheOriginIsTouched() throws Exception {
        String name = add();
        Map<String, String> before = origin();

        Source source = source();
        Artifact artifact = source.locate(now()).artifacts().get(0);
        source.checksum(artifact);
        try (InputStream stream = source.open(artifact, rooms.resolve("untouched"))) {
            held(name, stream);
        }

        assertThat(origin()).isEqualTo(before);
    }

    /** Every name below a folder, with what would change by writing, or by a lock that is gone again. */
    protected static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(path.toString(), Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,mode") + "");
            }
        }
        return tree;
    }
}
