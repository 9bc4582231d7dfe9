package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlHereTest {
    private static final PostgresqlInstallation OLD = installation("15", "15.18", "15.18");
    private static final PostgresqlInstallation NEW = installation("17", "17.6", "17.6");

    @TempDir
    Path temporary;

    private RunFolder folder;

    @BeforeEach
    void create() {
        folder = RunFolder.create(temporary);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    private static PostgresqlInstallation installation(String name, String server, String tools) {
        return new PostgresqlInstallation(Path.of("/usr/lib/postgresql", name, "bin"), server, tools);
    }

    private LocalSoftware.Found find(int major, int tools, PostgresqlInstallation... installed) {
        return new PostgresqlHere(temporary.resolve("binaries"), folder, List.of(installed))
                .find(new Equipment.Software("postgresql", major, tools));
    }

    @Test
    void theServerIsOfTheMajorThatIsAskedForAndTheToolsAreItsOwn() {
        LocalSoftware.Found found = find(15, 15, NEW, OLD);

        assertThat(found.description()).isEqualTo("PostgreSQL 15.18 in /usr/lib/postgresql/15/bin");
        assertThat(found.programs())
                .containsEntry("postgres", Path.of("/usr/lib/postgresql/15/bin/postgres"))
                .containsEntry("pg_restore", Path.of("/usr/lib/postgresql/15/bin/pg_restore"));
    }

    @Test
    void toolsAreTakenFromElsewhereWhenTheServersOwnAreOlderThanPgDump() {
        LocalSoftware.Found found = find(15, 16, NEW, OLD);

        assertThat(found.description())
                .isEqualTo("PostgreSQL 15.18 in /usr/lib/postgresql/15/bin; "
                        + "pg_restore 17.6 in /usr/lib/postgresql/17/bin");
        assertThat(found.programs())
                .containsEntry("initdb", Path.of("/usr/lib/postgresql/15/bin/initdb"))
                .containsEntry("psql", Path.of("/usr/lib/postgresql/17/bin/psql"));
    }

    @Test
    void toolsThatAreTooOldAreNoTools() {
        LocalSoftware.Found found = find(15, 16, OLD);

        assertThat(found.programs()).doesNotContainKeys("pg_restore", "psql");
        assertThat(found.description()).endsWith("; there is no pg_restore of its major or later");
    }

    @Test
    void aMajorThatIsNotThereIsToldWithTheWayOut() throws Exception {
        Files.createFile(
                Files.createDirectories(temporary.resolve("binaries/18")).resolve("postgres.txz"));

        assertThatThrownBy(() -> find(16, 16, OLD))
                .isInstanceOfSatisfying(CannotTell.class, e -> {
                    assertThat(e.code()).isEqualTo(FindingCode.SANDBOX_UNAVAILABLE);
                    assertThat(e.toFinding(io.restoreverifier.model.Stage.RESTORE)
                                    .hint())
                            .isEqualTo("install PostgreSQL 16 on this machine, use a Docker engine, or restore into a "
                                    + "newer one: `restore: {postgresql: {version: 18}}`");
                })
                .hasMessage("there is no PostgreSQL 16 for the local sandbox; there is 15, 18");
    }

    @Test
    void commandsDoNotRunWhereNothingKeepsThemFromTheNetwork() {
        LocalIsolation bare = new LocalIsolation.Bare("this machine has no unshare", "");
        try (LocalSandboxes sandboxes = LocalSandboxes.with(folder, bare, java.util.Map.of())) {
            Equipment commands = new Equipment("debian:bookworm-slim", "1000:1000", java.util.Optional.empty());

            assertThatThrownBy(() -> sandboxes.prepare(commands))
                    .isInstanceOfSatisfying(
                            CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.SANDBOX_UNAVAILABLE))
                    .hasMessage("commands run without network or not at all, and here they cannot: this machine has no "
                            + "unshare");
        }
    }
}
