package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.InsertTarget;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.RowDigester;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertRowsTest {
    @Test
    void literalsAreReadAsCopyWritesThem() {
        InsertRows rows = read("""
                INSERT INTO public.t VALUES (1, 'it''s', NULL, true, false, -1.5e-07, B'101');
                INSERT INTO public.t VALUES (2, 'a;b(c),\\d
                tab\there', '', DEFAULT, 'NaN', 'NULL', '');


                """);

        assertThat(rows.rows())
                .contains(copied("1\tit's\t\\N\tt\tf\t-1.5e-07\t101\n2\ta;b(c),\\\\d\\ntab\\there\t\tNaN\tNULL\t\n"));
        assertThat(rows.target().map(InsertTarget::copied)).contains(new CopyTarget("public", "t", ""));
    }

    @Test
    void manyRowsOfOneCommandAreRead() {
        InsertRows rows = read("INSERT INTO \"Odd; \"\"VALUES \" (id, \"a, b\", twice) OVERRIDING SYSTEM VALUE VALUES\n"
                + "\t(1, 'x', DEFAULT),\n\t(2, 'y', DEFAULT) ON CONFLICT DO NOTHING;\n\n\n");

        assertThat(rows.rows()).contains(copied("1\tx\n2\ty\n"));
        assertThat(rows.target().map(InsertTarget::copied))
                .contains(new CopyTarget("", "Odd; \"VALUES ", "(id, \"a, b\")"));
    }

    @Test
    void rowsWithoutColumnsAreCounted() {
        InsertRows rows = read("INSERT INTO public.n DEFAULT VALUES;\nINSERT INTO public.n DEFAULT VALUES;\n\n\n");

        assertThat(rows.rows()).contains(copied("\n\n"));
    }

    @Test
    void noCommandIsNoRow() {
        assertThat(read("\n\n").rows()).contains(RowDigest.NONE);
        assertThat(read("\n\n").target()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (E'a\\\\b');\n",
                "INSERT INTO t VALUES (now());\n",
                "INSERT INTO t VALUES (1);\nINSERT INTO u VALUES (1);\n",
                "INSERT INTO t SELECT 1;\n",
                "DELETE FROM t;\n",
                "INSERT INTO t VALUES (1",
                "INSERT INTO t VALUES ('a' 'b');\n"
            })
    void anythingElseIsNotGuessedAt(String commands) {
        assertThat(read(commands).rows()).isEmpty();
    }

    private static InsertRows read(String commands) {
        InsertRows rows = new InsertRows();
        byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 3) {
            rows.take(bytes, at, Math.min(3, bytes.length - at));
        }
        return rows;
    }

    private static RowDigest copied(String text) {
        RowDigester digester = new RowDigester();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digester.take(bytes, 0, bytes.length);
        return Optional.of(digester.digest()).orElseThrow();
    }
}
