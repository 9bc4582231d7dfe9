package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.MariadbSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artifacts of MariaDB that the real zstd has packed, and dumps of a schema that is not the one of the reference. */
class MariadbTwinsIT {
    private static final String CHECKS = "checks:\n  tables: [customers, invoices]\n";
    private static final String SCHEMA = "checks: {schema: reference.schema}\n";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static MariadbSource source;

    @BeforeAll
    static void begin() throws Exception {
        source = new MariadbSource("mariadb:10.11");
        // mariadb-backup 10.11 itself stumbles over such a name.
        source.execute("drop table billing.`odd ``name`");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void aDumpInZstdComesBackAndItsDamageIsSeen() throws Exception {
        comesBackAndItsDamageIsSeen("sql.zst", zstd(dump()), "{mariadb: {users: [\"billing@%\"]}}");
    }

    @Test
    void aStreamOfMariadbBackupInZstdComesBackAndItsDamageIsSeen() throws Exception {
        comesBackAndItsDamageIsSeen(
                "xb.zst", zstd(source.stream(shared.resolve("full.xb"), "cat")), "{mariadb: {database: billing}}");
    }

    private void comesBackAndItsDamageIsSeen(String suffix, byte[] packed, String restore) throws Exception {
        Outcome whole = verify(suffix, packed, restore, CHECKS);
        assertThat(errors(whole)).isEmpty();
        assertThat(whole.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(errors(verify(suffix, Arrays.copyOf(packed, packed.length - 100), restore, CHECKS)))
                .first()
                .asString()
                .startsWith("ARTIFACT_INCOMPLETE: ");
        packed[packed.length / 2] ^= 1;
        assertThat(errors(verify(suffix, packed, restore, CHECKS)))
                .first()
                .asString()
                .startsWith("ARTIFACT_CORRUPT: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "alter table customers modify email varchar(190) # alter table customers modify email varchar(200)"
                        + " # column billing.customers.email",
                "alter table customers drop index email # alter table customers add unique key email (email)"
                        + " # index billing.customers.email",
                "alter table invoices alter customer set default 1 # alter table invoices alter customer drop default"
                        + " # column billing.invoices.customer",
                "alter view open_invoices as select 1 as name, 2 as amount # drop view open_invoices"
                        + " # view billing.open_invoices",
            })
    void aSchemaThatHasDriftedIsSeen(String change, String undo, String object) throws Exception {
        String restore = "{mariadb: {users: [\"billing@%\"]}}";
        byte[] before = Files.readAllBytes(dump());
        verify("sql", before, restore, SCHEMA, true);
        assertThat(errors(verify("sql", before, restore, SCHEMA)))
                .as("the same schema")
                .isEmpty();
        source.execute("use billing; " + change);
        byte[] after = Files.readAllBytes(dump());
        source.execute("use billing; " + undo);

        assertThat(errors(verify("sql", after, restore, SCHEMA)))
                .singleElement()
                .asString()
                .startsWith("SCHEMA_DRIFTED: ")
                .contains(object);
    }

    private static Path dump() throws Exception {
        return source.dump(shared.resolve("dump.sql"), "--routines", "--events", "billing");
    }

    private static byte[] zstd(Path file) throws Exception {
        Path packed = file.resolveSibling(file.getFileName() + ".zst");
        Process zstd = new ProcessBuilder("zstd", "-q", "-f", file.toString(), "-o", packed.toString())
                .inheritIO()
                .start();
        assertThat(zstd.waitFor()).isZero();
        return Files.readAllBytes(packed);
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + ": " + f.message())
                .toList();
    }

    private Outcome verify(String suffix, byte[] artifact, String restore, String checks) throws Exception {
        return verify(suffix, artifact, restore, checks, false);
    }

    /** @param writing the reference in place of holding anything against it */
    private Outcome verify(String suffix, byte[] artifact, String restore, String checks, boolean writing)
            throws IOException, InterruptedException {
        Files.write(Files.createDirectories(folder.resolve("backups")).resolve("billing." + suffix), artifact);
        Path entry = Files.writeString(folder.resolve("entry.yml"), """
                backup: billing
                source: {directory: backups, newest: "billing.%s"}
                restore: %s
                """.formatted(suffix, restore) + checks);
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", entry.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        properties.setProperty("restore.write-references", Boolean.toString(writing));
        try (RestoreRun run = RestoreRun.open(RunOptions.from(properties))) {
            run.begin();
            return run.outcome("billing");
        }
    }
}
