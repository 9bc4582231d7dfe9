package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every kind of source owes whose artifacts are files with names, among others. */
abstract class FilesContract extends SourceContract {
    private static final String OLD = "customers-20261120T020000Z.dump";
    private static final String NEW = "customers-20261122T020000Z.dump";

    private int added;

    /** A source that takes artifacts named {@code customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump} from the origin. */
    @Override
    protected abstract Source source();

    /** Puts a file into the origin, finished long ago. */
    protected abstract void put(String name, String content) throws IOException;

    @Override
    protected abstract void remove(String name) throws IOException;

    @Override
    protected String add() throws IOException {
        String name = "customers-202611%02dT020000Z.dump".formatted(19 + ++added);
        put(name, "content of " + name);
        return name;
    }

    @Override
    protected String held(String name, InputStream stream) throws IOException {
        String held = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(held).isEqualTo("content of " + name);
        return held;
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
    void theTimeInTheNameDecides() throws IOException {
        put(OLD, "old");
        put(NEW, "newer");
        put("customers-20261121T020000Z.dump", "middle");

        Located located = source().locate(NOW);

        assertThat(located.artifacts())
                .extracting(Artifact::name)
                .containsExactly(NEW, "customers-20261121T020000Z.dump", OLD);
        assertThat(located.artifacts().get(0).bytes()).isEqualTo(5);
        assertThat(located.artifacts().get(0).producedAt()).isEqualTo("2026-11-22T02:00:00Z");
        assertThat(located.artifacts().get(0).location()).endsWith(NEW);
    }

    @Test
    void aFileThatIsGoneCannotBeOpened() throws IOException {
        put(NEW, "content");
        Source source = source();
        Artifact artifact = source.locate(NOW).artifacts().get(0);
        remove(NEW);

        assertThatThrownBy(() -> source.open(artifact)).isInstanceOf(IOException.class);
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
    void neitherChecksumsNorUnfinishedFilesAreTouched() throws IOException {
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
