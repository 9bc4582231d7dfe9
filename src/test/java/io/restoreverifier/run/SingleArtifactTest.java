package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.check.Check;
import io.restoreverifier.check.Checks;
import io.restoreverifier.model.CatalogException;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleArtifactTest {
    private static final Path DUMP = Path.of("fixtures/backups/customers/customers-20261121T021500Z.dump");
    private static final Path ARCHIVE = Path.of("fixtures/backups/code/clientarea-20261121T023000Z.tar.gz");

    @TempDir
    Path folder;

    @Test
    void itsKindIsToldByItsContentWhateverItIsCalled() throws IOException {
        Path misnamed = Files.copy(DUMP, folder.resolve("dump.tar.gz"));

        Plan plan = plan(misnamed);

        assertThat(plan.restorer().kind()).isEqualTo("database");
        assertThat(plan.name()).isEqualTo("dump.tar.gz");
        assertThat(plan(ARCHIVE).restorer().kind()).isEqualTo("files");
    }

    @Test
    void theDefaultChecksArePutAndNoObjectiveIsHeld() {
        Plan plan = plan(DUMP);

        assertThat(plan.checks())
                .extracting(Check::name)
                .containsExactlyElementsOf(Checks.read("postgresql", Optional.empty(), ZoneOffset.UTC).stream()
                        .map(Check::name)
                        .toList())
                .contains("row-exact", "objects", "newest-data", "readable");
        assertThat(plan.backup().rpo()).isEmpty();
        assertThat(plan.backup().rto()).isEmpty();
    }

    @Test
    void whatIsNoBackupIsLeftToTheInspection() throws IOException {
        Path page = Files.writeString(folder.resolve("ümlaut & page.dump"), "<html>502 Bad Gateway</html>");

        assertThat(plan(page).name()).isEqualTo("mlaut---page.dump");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> plan(folder.resolve("gone.dump")))
                .isInstanceOf(CatalogException.class)
                .hasMessage("""
                        1 problem in the catalog, nothing was run
                        -Drestore.artifact: there is no file %s
                          hint: correct the path""", folder.resolve("gone.dump"));
    }

    @Test
    void aFolderIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> plan(folder))
                .isInstanceOf(CatalogException.class)
                .hasMessage("""
                        1 problem in the catalog, nothing was run
                        -Drestore.artifact: %s is a folder
                          hint: name one file in it; `bin/init %s` writes an entry for each backup of a folder""", folder, folder);
    }

    @Test
    void anArtifactAndACatalogTogetherAreAnError() {
        assertThatThrownBy(() -> plan(DUMP, "catalog", "restore-tests", "only", "nightly"))
                .isInstanceOf(CatalogException.class)
                .hasMessage("""
                        2 problems in the catalog, nothing was run
                        -Drestore.artifact: is verified without a catalog, and -Drestore.catalog is given too
                          hint: leave out one of the two
                        -Drestore.artifact: is verified without a catalog, and -Drestore.only is given too
                          hint: leave out one of the two""");
    }

    @Test
    void rolesOfFilesAreAnError() {
        assertThatThrownBy(() -> plan(ARCHIVE, "roles", "a"))
                .hasMessageContaining("-Drestore.roles: go with a database of PostgreSQL, and " + ARCHIVE + " is none");
    }

    @Test
    void rolesWithoutAnArtifactAreAnError() {
        Properties properties = new Properties();
        properties.setProperty("restore.roles", "a");

        assertThatThrownBy(() -> RunOptions.from(properties))
                .hasMessageContaining("-Drestore.roles: goes with -Drestore.artifact, which is not given\n"
                        + "  hint: in a catalog, write `roles:` under `restore: postgresql:`");
    }

    @Test
    void noRestoreTestInJavaBelongsToIt() {
        assertThat(SelectedEntries.read(options(DUMP))
                        .include(DUMP.getFileName().toString()))
                .isFalse();
        assertThat(SelectedEntries.read(options(DUMP)).include("customer-database"))
                .isFalse();
    }

    @Test
    void rolesThatAreMissingAreStillAnErrorAndTheHintIsALineToAdd() {
        Finding missing = Finding.error(
                FindingCode.ROLE_MISSING, Stage.RESTORE, "billing_app, billing ro", "the dump needs roles", "write");

        Finding reworded = new WithRolesGiven(plan(DUMP).restorer(), List.of("staff")).reworded(missing);

        assertThat(reworded.isError()).isTrue();
        assertThat(reworded.message()).isEqualTo("the dump needs roles");
        assertThat(reworded.hint())
                .isEqualTo("pg_dump carries no roles; create them first, and here add "
                        + " -Drestore.roles='staff,billing_app,billing ro' "
                        + " (with the jar: --roles 'staff,billing_app,billing ro')");
    }

    private static Plan plan(Path artifact, String... more) {
        return Prepared.read(options(artifact, more)).plans().get(0);
    }

    private static RunOptions options(Path artifact, String... more) {
        Properties properties = new Properties();
        properties.setProperty("restore.artifact", artifact.toString());
        for (int i = 0; i < more.length; i += 2) {
            properties.setProperty("restore." + more[i], more[i + 1]);
        }
        return RunOptions.from(properties);
    }
}
