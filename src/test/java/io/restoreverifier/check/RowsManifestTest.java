package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsManifestTest {
    @TempDir
    Path folder;

    @Test
    void everyTableIsRead() throws Exception {
        assertThat(
                        read(
                                "restore-verifier rows 1\npublic.a\t5\t-77\t2026-11-21T02:00:00.000000Z\n\"B\".c\t0\t0\t\ntables 2\n"))
                .isEqualTo(List.of(
                        new RowsManifest.Table("public.a", 5, "-77", "2026-11-21T02:00:00.000000Z"),
                        new RowsManifest.Table("\"B\".c", 0, "0", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "'' # line 1 is not `restore-verifier rows 1`",
                "rows|tables 0 # line 1 is not `restore-verifier rows 1`",
                "restore-verifier rows 1|a~5~7~ # it ends after line 2 without saying how many tables there are",
                "restore-verifier rows 1|a~5~7~|b~5|tables 2 # line 3 is not as rows-manifest.sql writes it",
                "restore-verifier rows 1|a~5~7~|tables 2 # it has 1 tables, and says at its end that there are 2"
            })
    void whatCannotBeUsedSaysWhere(String text, String why) {
        assertThatThrownBy(() -> read(text.replace('|', '\n').replace('~', '\t')))
                .isInstanceOf(RowsManifest.Unusable.class)
                .hasMessage(why);
    }

    @Test
    void aManifestOfAnotherKindOfServerIsNone() {
        assertThatThrownBy(() -> read("restore-verifier rows 1 mariadb\ntables 0\n"))
                .hasMessage("line 1 is not `restore-verifier rows 1`");
    }

    @Test
    void theScriptItselfIsAskedOfWhatCameBack() {
        RowsScript script = RowsScript.postgresql();

        assertThat(script.settings()).contains("set timezone = 'UTC'").noneMatch(setting -> setting.contains("local"));
        assertThat(script.queries()).startsWith("select pg_catalog.format(").endsWith("c.relname\n");
    }

    @Test
    void thatOfMariadbIsAskedToo() {
        RowsScript script = RowsScript.mariadb();

        assertThat(script.settings()).contains("set time_zone = '+00:00'", "set sql_mode = ''");
        assertThat(script.queries()).startsWith("select concat('select ").endsWith("order by t.table_name");
    }

    private List<RowsManifest.Table> read(String text) throws IOException, RowsManifest.Unusable {
        return RowsManifest.read(Files.writeString(folder.resolve("rows"), text), RowsScript.postgresql());
    }
}
