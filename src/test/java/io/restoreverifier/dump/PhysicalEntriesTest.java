package io.restoreverifier.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Damage;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Reading;
import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysicalEntriesTest {
    private static final Limits SMALL = new Limits(1000, 10, 1L << 40, 20, 100_000, 4096, 256);

    @TempDir
    Path folder;

    private final List<Damage> damages = new ArrayList<>();
    private long bytes;

    /** Each is below the limits of one. */
    @Test
    void manySmallPiecesAreABombTogether() throws IOException {
        Tarball tar = pieces(100, () -> new byte[80_000]);

        walk(tar.gzip());

        assertThat(damages).extracting(Damage::code).containsOnly(FindingCode.BOMB);
        assertThat(damages.get(0).message())
                .isEqualTo("what is compressed within the artifact makes more than 100 000 bytes together");
        assertThat(bytes).isLessThan(200_000);
    }

    /** Of data that shrinks as real data does. */
    @Test
    void manySmallPiecesOfABackupAreNone() throws IOException {
        Random random = new Random(7);

        walk(pieces(100, () -> {
                    byte[] content = new byte[8_000];
                    random.nextBytes(content);
                    return content;
                })
                .gzip());

        assertThat(damages).isEmpty();
        assertThat(bytes).isEqualTo(800_000);
    }

    private static Tarball pieces(int number, Supplier<byte[]> content) {
        Tarball tar = new Tarball();
        for (int i = 0; i < number; i++) {
            tar.file(
                    i + ".tar.gz",
                    new Tarball().file("content", content.get(), 0644).gzip(),
                    0644);
        }
        return tar;
    }

    private void walk(byte[] archive) throws IOException {
        PhysicalEntries entries = new PhysicalEntries(SMALL, archive.length, new PhysicalEntries.Visitor() {
            @Override
            public void file(String piece, String path, Entry entry, InputStream data) throws IOException {
                bytes += data.readAllBytes().length;
            }

            @Override
            public void piece(String path, Reading reading) {
                damages.addAll(reading.damages());
            }
        });
        Reading reading = new ArchiveReader(Limits.DEFAULT, through -> {})
                .read(Tarball.write(folder, archive), Format.TAR_GZIP, entries);
        assertThat(reading.damages()).isEmpty();
    }
}
