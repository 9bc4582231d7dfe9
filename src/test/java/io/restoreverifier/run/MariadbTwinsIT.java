package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.MariadbSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of MariaDB that the real zstd has packed. */
class MariadbTwinsIT {
    private static final String CHECKS = "checks:\n  tables: [customers, invoices]\n";

    @TempDir
    static Path shared;

    private static MariadbSource source;
    private static OneEntry entry;

    @BeforeAll
    static void begin() throws Exception {
        entry = new OneEntry(shared.resolve("entry"));
        source = new MariadbSource("mariadb:10.11");
        // mariadb-backup 10.11 itself stumbles over such a name.
        source.execute("drop table billing.`odd ``name`");
    }

    @AfterAll
    static void stop() {
        entry.close();
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

    private static Outcome verify(String suffix, byte[] artifact, String restore, String checks) throws Exception {
        return entry.laying("billing." + suffix, artifact).verify("billing." + suffix, restore, checks);
    }
}
