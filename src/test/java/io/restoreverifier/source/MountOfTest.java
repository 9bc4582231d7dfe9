package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountOfTest {
    @TempDir
    Path folder;

    @Test
    void whatCanBeWrittenCanBeDeleted() {
        assertThat(MountOf.deletion(folder)).isEqualTo(Deletion.possible("it is not mounted read-only"));
    }

    @Test
    void whatIsMountedReadOnlyCannot() {
        // The JDK's own image is a file system that is read-only on every machine; run.CopiesIT mounts one for real.
        Path image = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");

        assertThat(MountOf.deletion(image)).isEqualTo(Deletion.prevented("it is mounted read-only"));
    }

    @Test
    void theDeepestMountDecidesAndOfTwoAtOnePointTheLater() {
        List<String> mounts = List.of(
                "21 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
                "30 21 254:0 /srv/copies /mnt/copies ro,relatime shared:2 - ext4 /dev/vda rw",
                "31 21 0:40 / /mnt/with\\040blank rw - nfs4 nas:/x ro,vers=4.2",
                "32 21 0:41 / /mnt/over ro - tmpfs none rw",
                "33 32 0:42 / /mnt/over rw - tmpfs none rw");

        assertThat(MountOf.isReadOnly(Path.of("/srv/copies"), mounts)).contains(false);
        assertThat(MountOf.isReadOnly(Path.of("/mnt/copies/customers"), mounts)).contains(true);
        assertThat(MountOf.isReadOnly(Path.of("/mnt/copies-too"), mounts)).contains(false);
        assertThat(MountOf.isReadOnly(Path.of("/mnt/with blank"), mounts)).contains(true);
        assertThat(MountOf.isReadOnly(Path.of("/mnt/over"), mounts)).contains(false);
        assertThat(MountOf.isReadOnly(Path.of("/srv"), List.of())).isEmpty();
    }

    @Test
    void ofAFolderThatIsNotThereItIsNotKnown() {
        assertThatThrownBy(() -> MountOf.deletion(folder.resolve("gone")))
                .isInstanceOf(CannotTell.class)
                .hasMessageContaining("is mounted cannot be told");
    }
}
