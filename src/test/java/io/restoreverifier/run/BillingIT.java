package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Tarball;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The legacy billing system of the sample company, as its catalog has it. */
class BillingIT {
    private static final Path CATALOG = Path.of("fixtures/billing");
    private static final String DUMP = "billing-20261121T014500Z.sql.gz";

    @TempDir
    Path folder;

    /** One schema is the reference of both: what a dump brings back is what production's own files hold. */
    @Test
    void dumpAndPhysicalBackupComeBackWithTheSameSchema() throws Exception {
        try (RestoreRun run = RestoreRun.open(options(CATALOG))) {
            run.begin();
            for (String entry : new String[] {"billing-nightly", "billing-weekly"}) {
                Outcome outcome = run.outcome(entry);

                assertThat(outcome.findings()).filteredOn(Finding::isError).isEmpty();
                assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
                assertThat(outcome.checks())
                        .filteredOn(c -> c.check().equals("schema"))
                        .extracting(CheckResult::found)
                        .containsExactly("all are");
            }
        }
    }

    @Test
    void aColumnThatIsGoneIsDrift() throws Exception {
        byte[] packed = Files.readAllBytes(CATALOG.resolve("backups/nightly").resolve(DUMP));
        String sql;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            sql = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        String other = sql.replaceFirst(
                "(?m)^-- Dump completed",
                "ALTER TABLE billing.settings ADD KEY more (value(10)), DROP PRIMARY KEY;\n-- Dump completed");
        Files.createDirectories(folder.resolve("backups/nightly"));
        Files.write(
                folder.resolve("backups/nightly").resolve(DUMP),
                Tarball.gzip(other.getBytes(StandardCharsets.ISO_8859_1)));
        for (String file : new String[] {"catalog.yml", "billing-nightly.yml", "reference/billing.schema"}) {
            Files.createDirectories(folder.resolve("reference"));
            Files.copy(CATALOG.resolve(file), folder.resolve(file));
        }

        try (RestoreRun run = RestoreRun.open(options(folder))) {
            run.begin();
            assertThat(run.outcome("billing-nightly").findings())
                    .filteredOn(Finding::isError)
                    .extracting(f -> f.code() + ": " + f.message())
                    .containsExactly(
                            "SCHEMA_DRIFTED: the schema differs from billing.schema (- missing, + more, ~ other than"
                                    + " there): - index billing.settings.PRIMARY, + index billing.settings.more");
        }
    }

    private RunOptions options(Path catalog) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.report", folder.resolve("report").toString());
        properties.setProperty("restore.history", folder.resolve("history").toString());
        properties.setProperty("restore.allure", System.getProperty("restore.allure", ""));
        return RunOptions.from(properties);
    }
}
