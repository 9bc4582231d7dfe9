package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MariaDB's programs are told of the memory of their sandbox, which has 1 GiB here. */
class MariadbMemoryTest {
    @TempDir
    Path home;

    @Test
    void prepareTakesAThirdOfIt() throws IOException {
        Path program = Files.createDirectory(home.resolve("bin")).resolve("mariadb-backup");
        Files.writeString(program, "#!/bin/sh\necho \"$@\"\necho completed OK!\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        MariadbBackupTool tool =
                new MariadbBackupTool(new ShellSandbox(home, home + "/bin:/usr/bin:/bin"), Duration.ofMinutes(1));

        assertThat(tool.prepare("/data", "", "full")).isEmpty();
        assertThat(tool.prepare("/data", "/more", "incremental")).isEmpty();

        assertThat(tool.output().content())
                .contains("--defaults-file=/data/backup-my.cnf --prepare --target-dir=/data --use-memory=341M\n")
                .contains("--prepare --target-dir=/data --incremental-dir=/more --use-memory=341M\n");
    }

    @Test
    void theServerTakesAThirdOfIt() throws IOException {
        assertThat(MariadbProcess.memory(new ShellSandbox(home, ""))).isEqualTo("341M");
    }
}
