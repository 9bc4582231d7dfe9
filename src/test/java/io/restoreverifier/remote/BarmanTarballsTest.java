package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small archives by tar; each differs from the healthy one in one respect. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BarmanTarballsTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void makeFiles() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        sh("mkdir files; cd files; echo 15 >PG_VERSION; seq 100000 >numbers; echo '16400 /t' >tablespace_map");
    }

    @ParameterizedTest
    @CsvSource({"gzip, gz", "lz4, lz4", "zstd, zst"})
    void healthyArchivesAreHarmless(String program, String extension) throws Exception {
        sh("tar -C files -c . | " + program + " -c >data/base.tar." + extension);
        sh("cp data/base.tar." + extension + " data/16400.tar." + extension + "; echo {} >data/backup_manifest");

        assertThat(told(program, 100)).isNull();
        assertThat(tarballs(program).tablespaces()).containsExactly("16400");
    }

    @ParameterizedTest
    @CsvSource({
        "tar -C files -P --transform s:PG_VERSION:../x: -c PG_VERSION, ../x",
        "tar -C files -P --transform s:PG_VERSION:/x: -c PG_VERSION, /x",
        "tar -C files -P --transform s:PG_VERSION:a/..: -c PG_VERSION, a/..",
        "tar -C files -P --transform s:PG_VERSION:a/../x: -c PG_VERSION, a/../x",
        "cd files && ln PG_VERSION hard && tar -c PG_VERSION hard, hard link to PG_VERSION",
        "cd files && ln -s /etc soft && tar -c soft, soft -> /etc",
        "cd files && mkfifo pipe && tar -c pipe, pipe",
    })
    void whatLeadsElsewhereIsUnsafe(String archiving, String name) throws Exception {
        sh("(" + archiving + ") | gzip >data/base.tar.gz");

        assertThat(told("gzip", 100))
                .isInstanceOf(BrokenArtifact.class)
                .hasMessage("backup b holds " + name
                        + ", which is a link or a device, or lies outside: Barman would write through it")
                .extracting(
                        e -> ((BrokenArtifact) e).toFinding(Stage.FETCH, "b").code())
                .isEqualTo(FindingCode.UNSAFE_ENTRY);
    }

    /** The second line of one looks like an entry of its own, and the first like a harmless one. */
    @Test
    void aNameWithALineBreakIsOneName() throws Exception {
        sh("cd files; d=\"$(printf 'x\\n-rw-r--r-- 0/0 0 2026-11-01 00:00 y')\"; mkdir -p \"$d\"; echo 1 >\"$d/..z\";"
                + " tar -c \"$d\" | gzip >../data/base.tar.gz");
        assertThat(told("gzip", 100)).isNull();

        sh("cd files; tar -P --transform 's:PG_VERSION:a\\n/../x:' -c PG_VERSION | gzip >../data/base.tar.gz");
        assertThat(told("gzip", 100))
                .hasMessageStartingWith("backup b holds a\\n/../x, which is a link or a device, or lies outside");
    }

    /** No file can be made by such a name. */
    @Test
    void aNameThatIsTooLongIsUnsafe() throws Exception {
        sh("n=$(head -c 25000 /dev/zero | tr '\\0' a); tar -C files --transform \"s:PG_VERSION:$n:\" -c PG_VERSION"
                + " | gzip >data/base.tar.gz");

        assertThat(told("gzip", 100)).hasMessageContaining("aaa…, which is a link or a device, or lies outside");
    }

    /** A dot for each ten MiB comes among the lines. */
    @Test
    void aLongFileIsNoSilence() throws Exception {
        sh("truncate -s 100M files/long; tar -C files -c long PG_VERSION | zstd -q >data/base.tar.zst");
        assertThat(told("zstd", 200)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"gzip, gz", "lz4, lz4", "zstd, zst"})
    void whatIsCutFollowedByOtherThingsOrEmptyIsCorrupt(String program, String extension) throws Exception {
        String base = "data/base.tar." + extension;
        for (String damage :
                new String[] {"head -c 9000 h", "cat h; echo and something else", "true", "cat files/numbers"}) {
            sh("tar -C files -c . | " + program + " -c >h; (" + damage + ") >" + base);

            assertThat(told(program, 100))
                    .as(damage)
                    .isInstanceOf(BrokenArtifact.class)
                    .hasMessageContaining("base.tar." + extension)
                    .extracting(e ->
                            ((BrokenArtifact) e).toFinding(Stage.FETCH, "b").code())
                    .isEqualTo(FindingCode.ARTIFACT_CORRUPT);
        }
    }

    /** Of nothing but holes, so that the archive is small. */
    @Test
    void moreThanThereIsRoomForIsToldAtOnce() throws Exception {
        sh("truncate -s 1T files/claimed; tar -C files --sparse -c claimed | gzip >data/base.tar.gz");

        assertThat(told("gzip", 100))
                .isInstanceOf(CannotTell.class)
                .hasMessage("the restored backup needs 1048576 MiB of disk, " + folder + " has 100 MiB");
    }

    /** Barman copies them there before it unpacks them. */
    @Test
    void theArchivesThemselvesNeedRoom() throws Exception {
        sh("head -c 6M /dev/urandom >files/random; tar -C files -c random | gzip >data/base.tar.gz");

        assertThat(told("gzip", 13)).isNull();
        assertThat(told("gzip", 11)).hasMessageStartingWith("the restored backup needs 1");
        sh("cp data/base.tar.gz data/16400.tar.gz");
        assertThat(told("gzip", 13)).isInstanceOf(CannotTell.class);
        assertThat(told("gzip", 26)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "rm data/base.tar.gz; mkfifo data/base.tar.gz, base.tar.gz",
        "mv data/base.tar.gz x; ln -s ../x data/base.tar.gz, base.tar.gz",
        "mkfifo data/16400.tar.gz, 16400.tar.gz",
        "ln -s /etc/passwd data/backup_manifest, backup_manifest",
    })
    void anArchiveThatIsNoRegularFileIsRefused(String damage, String name) throws Exception {
        sh("tar -C files -c . | gzip >data/base.tar.gz; " + damage);

        assertThat(told("gzip", 100))
                .isInstanceOf(BrokenArtifact.class)
                .hasMessage("backup b holds " + name
                        + ", which is no regular file: Barman would read whatever it leads to");
    }

    @Test
    void withoutTheArchiveOfTheDataDirectoryItIsIncomplete() throws Exception {
        sh("tar -C files -c . | gzip >data/16400.tar.gz; cp data/16400.tar.gz data/base.tar");

        assertThat(told("gzip", 100))
                .isInstanceOf(BrokenArtifact.class)
                .hasMessage("base.tar.gz of backup b is missing, and it is compressed with gzip")
                .extracting(
                        e -> ((BrokenArtifact) e).toFinding(Stage.FETCH, "b").code())
                .isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
    }

    /** As on a disk that hangs: tar is stopped while it reads 100 GiB of zeros. */
    @Test
    void silenceEndsIt() throws Exception {
        sh("truncate -s 100G files/long; tar -C files -c long | head -c 512 | zstd -q >data/base.tar.zst;"
                + " head -c 256M /dev/zero | zstd -q >z; for i in $(seq 400); do cat z; done >>data/base.tar.zst");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(this::stopTar);

        assertThat(catchThrowable(() -> tarballs("zstd")
                        .requireHarmless(new Room(folder, 1L << 40), Duration.ofSeconds(1), this::corrupt)))
                .isInstanceOf(CannotTell.class)
                .hasMessage("nothing came of base.tar.zst of backup b for 1 s")
                .extracting(e -> ((CannotTell) e).code())
                .isEqualTo(FindingCode.TIMED_OUT);
        stopped.join();
    }

    private void stopTar() {
        for (ProcessHandle tar = null; tar == null; ) {
            tar = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains(data + "/base.tar.zst"))
                    .findFirst()
                    .orElse(null);
            if (tar != null) {
                sh("kill -STOP " + tar.pid());
            }
        }
    }

    @Test
    void interruptionEndsIt() throws Exception {
        sh("tar -C files -c . | gzip >data/base.tar.gz");
        Thread.currentThread().interrupt();
        try {
            assertThat(told("gzip", 100)).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** The archive is not read beyond it: what follows is cut. */
    @ParameterizedTest
    @CsvSource({"gzip, gz", "lz4, lz4", "zstd, zst"})
    void theMapIsBroughtWithoutReadingOn(String program, String extension) throws Exception {
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        sh("head -c 20M /dev/urandom >files/random; tar -C files -c tablespace_map random | " + program
                + " -c | head -c 15M >data/base.tar." + extension);

        tarballs(program).bringMap(cluster, Duration.ofSeconds(30), this::corrupt);

        assertThat(cluster.resolve("tablespace_map")).hasContent("16400 /t");
    }

    @Test
    void noMapIsNoTroubleAndNoArchiveIs() throws Exception {
        sh("tar -C files -c PG_VERSION | gzip >data/base.tar.gz");
        assertThatCode(() -> tarballs("gzip").bringMap(folder, Duration.ofSeconds(30), this::corrupt))
                .doesNotThrowAnyException();

        sh("head -c 10 data/base.tar.gz >x; mv x data/base.tar.gz");
        assertThatThrownBy(() -> tarballs("gzip").bringMap(folder, Duration.ofSeconds(30), this::corrupt))
                .isInstanceOf(BrokenArtifact.class);
    }

    @Test
    void theMapIsWaitedForAsLongAsIsSaid() throws Exception {
        sh("tar -C files -c PG_VERSION | gzip >data/base.tar.gz");

        assertThatThrownBy(() -> tarballs("gzip").bringMap(folder, Duration.ZERO, this::corrupt))
                .isInstanceOf(CannotTell.class)
                .hasMessage("tar did not end within 0 s");
    }

    private @Nullable Throwable told(String compression, long mebibytes) {
        return catchThrowable(() -> tarballs(compression)
                .requireHarmless(new Room(folder, mebibytes << 20), Duration.ofSeconds(20), this::corrupt));
    }

    private BarmanTarballs tarballs(String compression) {
        return new BarmanTarballs(data, "b", compression);
    }

    /** By the words that a run goes by. */
    private IOException corrupt(Tool.Answer answer) {
        try {
            Path origin = Files.createDirectories(folder.resolve("main"));
            Files.createDirectories(origin.resolve("base"));
            Files.createDirectories(origin.resolve("wals"));
            BarmanView view = BarmanView.of(Files.createTempDirectory(folder, "view"), origin, "main");
            return new BarmanWords(origin).broken(view, answer, "b");
        } catch (IOException e) {
            return e;
        }
    }

    private void sh(String script) {
        try {
            Process process = new ProcessBuilder("bash", "-c", "set -e; " + script)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).as(script).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(script, e);
        }
    }
}
