package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarmanViewTest {
    private static final String ID = "20261101T000000";

    @TempDir
    Path folder;

    private Path backup;

    @BeforeEach
    void makeBackup() throws IOException {
        backup = folder.resolve("main/base").resolve(ID);
        Files.createDirectories(backup.resolve("data"));
        Files.createDirectories(folder.resolve("main/wals"));
        Files.writeString(backup.resolve("data/PG_VERSION"), "15\n");
        info("compression=None");
    }

    @Test
    void archivesThatLieInAPlainBackupAreNoTablespaces() throws IOException {
        for (String name : List.of("base.tar.gz", "20261101.tar.gz", "16400.tar", "base.tar")) {
            Files.writeString(backup.resolve("data").resolve(name), "stray");
        }
        for (String compression : List.of("compression=None", "version=150001")) {
            info(compression);
            BarmanView view = view(compression);

            assertThat(view.tarballs(ID)).as(compression).isEmpty();
            assertThat(view.tablespaces(ID)).as(compression).isEmpty();
            assertThatCode(() -> view.requirePlain(ID)).doesNotThrowAnyException();
        }
    }

    /** They are those of its one compression, as Barman names them. */
    @Test
    void onlyArchivesOfTheCompressionThatIsNotedAreTablespaces() throws IOException {
        for (String name : List.of(
                "base.tar.zst", "16400.tar.zst", "16401.tar.gz", "16402.tar", "16403.tar.zst.x", "0164.tar.zst")) {
            Files.writeString(backup.resolve("data").resolve(name), "an archive");
        }
        info("compression=zstd");
        BarmanView view = view("view");

        assertThat(view.tarballs(ID)).isPresent();
        assertThat(view.tablespaces(ID)).containsExactly("16400");
    }

    @Test
    void aBackupWithArchivesForItsFilesIsCompressedOnlyWhenBarmanSaysSo() throws IOException {
        Files.createSymbolicLink(backup.resolve("data/link"), Path.of("/etc"));
        Files.writeString(backup.resolve("data/base.tar"), "harmless");
        BarmanView view = view("view");

        assertThat(view.tarballs(ID)).isEmpty();
        assertThatThrownBy(() -> view.requirePlain(ID))
                .isInstanceOf(BrokenArtifact.class)
                .hasMessageStartingWith("backup " + ID + " holds link, which is a link or a device");
    }

    /** Barman follows a link in one as well. */
    @Test
    void aLinkInATablespaceIsRefused() throws IOException {
        Path tablespace = Files.createDirectories(backup.resolve("16400/pg_tblspc"));
        BarmanView view = view("view");
        assertThatCode(() -> view.requirePlain(ID)).doesNotThrowAnyException();

        Files.createSymbolicLink(tablespace.resolve("16400"), Path.of("/etc"));

        assertThatThrownBy(() -> view.requirePlain(ID))
                .isInstanceOf(BrokenArtifact.class)
                .hasMessageStartingWith("backup " + ID + " holds 16400/pg_tblspc/16400, which is a link or a device");
    }

    @Test
    void anotherCompressionIsNotSupported() throws IOException {
        for (String other : List.of("none", "bzip2", "GZIP", "")) {
            info("compression=" + other);
            BarmanView view = view("view-" + other);

            assertThatThrownBy(() -> view.tarballs(ID))
                    .isInstanceOf(CannotTell.class)
                    .hasMessage("backup " + ID + " is compressed with " + other + ": gzip, lz4 and zstd are read")
                    .extracting(e -> ((CannotTell) e).code())
                    .isEqualTo(FindingCode.NOT_SUPPORTED);
        }
    }

    /** Whatever it makes of lines that are written in an odd way, the last one holds, and that is ours. */
    @Test
    void barmanIsToldWhatWasJudged() throws IOException {
        info("compression=lz4\n compression = gzip \nx=1\rcompression=zstd\ncompression\u00a0=None");
        view("view");

        assertThat(folder.resolve("view/home/main/base/" + ID + "/backup.info"))
                .content()
                .endsWith("\ntablespaces=None\ncompression=gzip\n");
    }

    private void info(String lines) throws IOException {
        Files.writeString(backup.resolve("backup.info"), "status=DONE\n" + lines);
    }

    private BarmanView view(String name) throws IOException {
        return BarmanView.of(Files.createDirectory(folder.resolve(name)), folder.resolve("main"), "main");
    }
}
