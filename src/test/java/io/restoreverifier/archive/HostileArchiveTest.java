package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileArchiveTest {
    private static final byte[] TAR = new Tarball()
            .directory("code/", 0755)
            .file("code/pom.xml", "<project/>")
            .file("code/data", "data ".repeat(1000))
            .file("code/" + "long/".repeat(40) + "name", "deep")
            .symbolicLink("code/link", "pom.xml")
            .hardLink("code/hard", "code/pom.xml")
            .tar();

    @TempDir
    Path folder;

    private final List<Entry> seen = new ArrayList<>();

    @Test
    void tooManyEntriesAreABomb() {
        Limits few = new Limits(3, 10, 1 << 30, 200, 1 << 20, 4096, 256);

        assertThat(read(TAR, few).damages().get(0).message()).isEqualTo("it holds more than 3 entries");
    }

    @Test
    void tooManyBytesAreABomb() {
        Limits small = new Limits(100, 10, 10_000, 200, 1 << 20, 4096, 256);

        assertThat(read(TAR, small).damages().get(0).message()).isEqualTo("it holds more than 10 000 bytes");
    }

    /** A name of gigabytes would be read into memory by the library. */
    @Test
    void nameOfManyMegabytesIsABomb() {
        byte[] header = new Tarball().special("././@LongLink", 'L', "").tar();
        byte[] size = "00200000000\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        byte[] archive = Arrays.copyOf(Tarball.sealed(Arrays.copyOf(header, 512)), 1 << 23);
        Arrays.fill(archive, 512, archive.length, (byte) 'x');

        assertThat(read(archive, Limits.DEFAULT).damages().get(0).message())
                .isEqualTo("the metadata of one entry takes more than 4 194 304 bytes");
    }

    @Test
    void absoluteNameIsShownAsSuchHoweverItIsWritten() {
        String name = "/etc/" + "long/".repeat(40) + "name";
        read(new Tarball().file(name, "x").tar(), Limits.DEFAULT);
        read(new Tarball().longNamesAsGnu().file(name, "x").tar(), Limits.DEFAULT);
        read(new Tarball().file("/etc/passwd", "x").tar(), Limits.DEFAULT);

        assertThat(seen).extracting(Entry::name).containsExactly(name, name, "/etc/passwd");
    }

    @Test
    void hostileBytesAlwaysEndWithAReading() {
        Random random = new Random(20261122);
        // A byte of a name that is changed may be no UTF-8 any more, which is told of the name.
        Set<FindingCode> possible = Set.of(
                FindingCode.ARTIFACT_INCOMPLETE,
                FindingCode.ARTIFACT_CORRUPT,
                FindingCode.BOMB,
                FindingCode.FILE_CHANGED);
        for (int i = 0; i < 1000; i++) {
            byte[] hostile = TAR.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                int header = random.nextInt(hostile.length / 512) * 512;
                hostile[header + random.nextInt(512)] = (byte) random.nextInt(256);
                byte[] block = Arrays.copyOfRange(hostile, header, header + 512);
                // With a checksum that matches, so that the readers behind it are reached.
                System.arraycopy(random.nextBoolean() ? Tarball.sealed(block) : block, 0, hostile, header, 512);
            }
            for (Damage damage : read(hostile, Limits.DEFAULT).damages()) {
                assertThat(possible).as("iteration %d", i).contains(damage.code());
            }
        }
    }

    private Reading read(byte[] archive, Limits limits) {
        try {
            return new ArchiveReader(limits, through -> {})
                    .read(Tarball.write(folder, archive), Format.TAR, (e, data) -> {
                        seen.add(e);
                        return true;
                    });
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
