package io.restoreverifier.run;

import static io.restoreverifier.run.OneEntry.errors;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.restore.MariadbSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of MySQL. */
class MysqlIT extends MysqlDumpContract {
    MysqlIT() {
        super("mysql:9", "9\\.\\d.*", "6 tables with 3 508 rows", "5 tables with 3 506 rows", ".*\\(error 1290\\)");
    }

    @Override
    MariadbSource begin() throws IOException, InterruptedException {
        return MariadbSource.ofMysql("mysql:9");
    }

    /** What production wrote down of its rows; a value that a dump got wrong comes back as it was dumped. */
    @Test
    void theRowsOfAManifestComeBackAndOthersAreSeen(@TempDir Path folder) throws Exception {
        byte[] dump = Files.readAllBytes(source().dump(folder.resolve("sql"), "--hex-blob", "billing"));
        byte[] rows = Files.readAllBytes(source().manifest("billing", folder.resolve("rows")));

        assertThat(OneEntry.result(verify(dump, rows), "rows-manifest", "billing.rows")
                        .found())
                .isEqualTo("5 tables with 3 506 rows hold the rows of the manifest");
        String wrong = new String(dump, ISO_8859_1).replace("'Customer 2'", "'Customer Q'");
        assertThat(errors(verify(wrong.getBytes(ISO_8859_1), rows)))
                .singleElement()
                .asString()
                .startsWith("ROWS_DIFFER: table customers does not hold the rows of the manifest: expected 502 rows");
    }

    private Outcome verify(byte[] dump, byte[] rows) throws IOException {
        return entry().laying("billing.sql", dump)
                .adding("billing.rows", rows)
                .verify(
                        "billing.sql",
                        "{mariadb: {image: \"mysql:9\", users: [\"billing@%\"]}}",
                        "checks: {rows-manifest: billing.rows}\n");
    }
}
