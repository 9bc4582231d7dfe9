package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Artifact.TimeFrom;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs more than one artifact, or none, cannot hold of the one that somebody pointed at. */
class FileSourceTest extends SourceContract {
    private static final Instant MODIFIED = Instant.parse("2026-11-22T04:00:00Z");

    @TempDir
    Path folder;

    @Override
    protected Source source() {
        return new FileSource(folder.resolve("shop.dump"));
    }

    @Override
    protected Source unreachableSource() {
        return new FileSource(folder.resolve("nowhere.dump"));
    }

    @Override
    protected String add() throws IOException {
        put("shop.dump");
        return "shop.dump";
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    protected Map<String, String> origin() throws IOException {
        return tree(folder);
    }

    /** That it is not there is no empty list. */
    @Test
    @Override
    void anEmptyOriginListsNothing() {
        assertThatThrownBy(() -> source().locate(NOW)).isInstanceOf(CannotTell.class);
    }

    /** There is one. */
    @Test
    @Override
    void theNewestArtifactComesFirst() throws IOException {
        put("shop-older.dump");
        assertThat(only(put("shop.dump")).name()).isEqualTo("shop.dump");
    }

    /** There is one, which may change. */
    @Test
    @Override
    void theOriginIsAskedEachTime() throws IOException {
        Source source = source();
        put("shop.dump");
        assertThat(source.locate(NOW).artifacts().get(0).bytes()).isEqualTo(4);
        Files.writeString(folder.resolve("shop.dump"), "longer");
        assertThat(source.locate(NOW).artifacts().get(0).bytes()).isEqualTo(6);
    }

    @Test
    @Override
    void anArtifactThatIsGoneCannotBeRead() throws IOException {
        Artifact artifact = only(put("shop.dump"));
        remove("shop.dump");
        assertThatThrownBy(() -> source().open(artifact)).isInstanceOf(IOException.class);
    }

    @Test
    void theTimeInTheNameIsItsOwn() throws IOException {
        Artifact artifact = only(put("shop_2026-11-21.dump"));

        assertThat(artifact.producedAt()).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(artifact.timeFrom()).isEqualTo(TimeFrom.NAME);
        assertThat(artifact.bytes()).isEqualTo(4);
    }

    @Test
    void withoutATimeInTheNameTheModificationTimeCounts() throws IOException {
        Artifact artifact = only(put("shop.dump"));

        assertThat(artifact.producedAt()).isEqualTo(MODIFIED);
        assertThat(artifact.timeFrom()).isEqualTo(TimeFrom.MODIFICATION_TIME);
    }

    @Test
    void aNameFromTheFutureDoesNotCount() throws IOException {
        assertThat(only(put("shop_2026-11-22_14-00.dump")).producedAt()).isEqualTo(MODIFIED);
    }

    @Test
    void whatLooksHiddenOrUnfinishedIsTakenSinceItWasPointedAt() throws IOException {
        assertThat(only(put(".shop.dump.part")).name()).isEqualTo(".shop.dump.part");
    }

    @Test
    void theChecksumBesideItIsFound() throws IOException {
        Path file = put("shop.dump");
        Files.writeString(folder.resolve("shop.dump.md5"), "9a0364b9e99bb480dd25e1f0284c8555");
        FileSource source = new FileSource(file);

        assertThat(source.checksum(only(file)))
                .contains(new Checksum("MD5", "9a0364b9e99bb480dd25e1f0284c8555", "shop.dump.md5"));
        assertThat(source.requiresChecksum()).isFalse();
    }

    @Test
    void whatIsGoneMeanwhileIsNotKnown() {
        assertThatThrownBy(() -> new FileSource(folder.resolve("gone.dump")).locate(NOW))
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SOURCE_UNREACHABLE));
    }

    private Artifact only(Path file) {
        Located located = new FileSource(file).locate(NOW);
        assertThat(located.findings()).isEmpty();
        assertThat(located.artifacts()).hasSize(1);
        return located.artifacts().get(0);
    }

    private Path put(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "dump");
        Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
        return file;
    }
}
