package io.restoreverifier.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restoreverifier.model.FindingCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {

    @Test
    void statementsEndAtSemicolonsThatAreTheirOwn() throws IOException {
        assertThat(pieces("select 'a;''b;'; select \"c;\"\"d;\";"))
                .containsExactly("STATEMENT select 'a;''b;'", "STATEMENT select \"c;\"\"d;\"");
        assertThat(pieces("select E'it\\';s'; select 'a\\'; select type'x;'"))
                .containsExactly("STATEMENT select E'it\\';s'", "STATEMENT select 'a\\'", "ends: a statement");
        assertThat(pieces("do $$ a; ' $b$ ; $$; do $x1$ $$;$x$;$x1$; select a$1;"))
                .containsExactly(
                        "STATEMENT do $$ a; ' $b$ ; $$", "STATEMENT do $x1$ $$;$x$;$x1$", "STATEMENT select a$1");
        assertThat(pieces("create rule r as on insert to t do (select 1; select 2); ; select 3;"))
                .containsExactly(
                        "STATEMENT create rule r as on insert to t do (select 1; select 2)", "STATEMENT select 3");
    }

    @Test
    void bodiesOfFunctionsInSqlBelongToThem() throws IOException {
        String function = "CREATE OR REPLACE FUNCTION f(begin integer) RETURNS integer LANGUAGE sql"
                + " BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END";

        assertThat(pieces(function + "; select 1;")).containsExactly("STATEMENT " + function, "STATEMENT select 1");
        assertThat(pieces("BEGIN; select 1; COMMIT;"))
                .containsExactly("STATEMENT BEGIN", "STATEMENT select 1", "STATEMENT COMMIT");
    }

    @Test
    void backslashesEscapeWhereTheScriptSaysSo() throws IOException {
        assertThat(pieces(
                        "SET standard_conforming_strings = off; select 'it\\';s'; SET standard_conforming_strings = on;"
                                + " select '\\'; select 2;"))
                .contains("STATEMENT select 'it\\';s'", "STATEMENT select '\\'", "STATEMENT select 2");
    }

    @Test
    void commentsAreLinesBetweenStatementsAndLeftOutWithin() throws IOException {
        assertThat(pieces("-- one; '\nselect 1 -- two; '\n + 2; /* a; /* b; */ ' */ -- three\r\nselect 1 - -1 / 2;"))
                .containsExactly(
                        "COMMENT -- one; '",
                        "STATEMENT select 1 \n + 2",
                        "COMMENT -- three",
                        "STATEMENT select 1 - -1 / 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\! id", "select 1 \\! id", "select 1\\gexec", "/* */ \\o |id", "\\N\t1"})
    void backslashesOutsideOfStringsBeginCommandsWhereverTheyStand(String script) throws IOException {
        assertThat(pieces(script + "\n")).anyMatch(piece -> piece.startsWith("COMMAND \\"));
    }

    @Test
    void backslashesWithinStringsAndRowsDoNot() throws IOException {
        assertThat(pieces("select '\\! id', $$ \\! id $$, \"\\! id\"; COPY t (a) FROM stdin;\n\\N\n\\! id\n\\.\n"))
                .noneMatch(piece -> piece.startsWith("COMMAND"));
    }

    @Test
    void rowsGoOnUntilTheMark() throws IOException {
        assertThat(pieces("COPY t (a) FROM stdin;\n1\n\\.x\n-- no comment\n\\N\n\\.\nselect 1;"))
                .containsExactly("COPY COPY t (a) FROM stdin", "1\n\\.x\n-- no comment\n\\N\n", "STATEMENT select 1");
        assertThat(pieces("COPY t FROM stdin;\n\\.\n")).containsExactly("COPY COPY t FROM stdin", "");
        assertThat(pieces("COPY t FROM stdin;\n1\r\n\\.\r\n")).containsExactly("COPY COPY t FROM stdin", "1\r\n");
        assertThat(pieces("COPY t FROM stdin;\n1\n\\.")).containsExactly("COPY COPY t FROM stdin", "1\n");
    }

    /** However the bytes come, and wherever the buffer ends, the rows are the same. */
    @Test
    void rowsAreTheSameHoweverTheyAreCut() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            rows.append(i % 3 == 0 ? "\\N\t" : i % 7 == 0 ? "\\\\.\t" : "")
                    .append(i)
                    .append('\n');
        }
        String script = "COPY t (a) FROM stdin;\n" + rows + "\\.\nselect 1;";

        assertThat(pieces(script)).containsExactly("COPY COPY t (a) FROM stdin", rows.toString(), "STATEMENT select 1");
        assertThat(pieces(trickling(script)))
                .containsExactly("COPY COPY t (a) FROM stdin", rows.toString(), "STATEMENT select 1");
    }

    @Test
    void rowsThatNobodyWantsAreReadOver() throws IOException {
        ScriptReader reader = new ScriptReader(bytes("COPY t FROM stdin;\n1\n\\.\nselect 1;"));
        reader.next();

        assertThat(reader.next().orElseThrow().raw()).isEqualTo("select 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 'a",
                "select \"a",
                "select $$ a $",
                "/* a",
                "COPY t FROM stdin;\n1\n",
                "COPY t FROM stdin;\n1\n\\",
                "COPY t FROM stdin;\n"
            })
    void endWithinSomethingIsIncomplete(String script) throws IOException {
        assertThat(pieces(script)).last().asString().startsWith("ends: ");
    }

    @Test
    void whatNoTextHoldsIsDamage() {
        assertThatExceptionOfType(DumpDamage.class)
                .isThrownBy(() -> read(bytes("select 'a\0';"), new ArrayList<>()))
                .satisfies(damage -> assertThat(damage.code()).isEqualTo(FindingCode.ARTIFACT_CORRUPT));
        assertThatExceptionOfType(DumpDamage.class)
                .isThrownBy(() -> read(bytes("COPY t FROM stdin; \\! id\n\\.\n"), new ArrayList<>()))
                .satisfies(damage -> assertThat(damage.text())
                        .isEqualTo("something stands behind a COPY statement near byte 25 (uncompressed),"
                                + " which pg_dump never writes"));
    }

    @Test
    void textsKeepTheirBytes() throws IOException {
        ScriptPiece piece = new ScriptReader(bytes("select 'größe';")).next().orElseThrow();

        assertThat(piece.text()).isEqualTo("select 'größe'");
        assertThat(piece.text(StandardCharsets.ISO_8859_1)).isEqualTo("select 'gröÃ\u009fe'".replace("ö", "Ã¶"));
        assertThat(piece.bytes()).isEqualTo("select 'größe'".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatPsqlIsAskedToConnectToIsRead() {
        assertThat(ScriptCommand.connect("\\connect shop")).contains("shop");
        assertThat(ScriptCommand.connect("\\connect -reuse-previous=on \"dbname='my-db'\""))
                .contains("my-db");
        assertThat(ScriptCommand.connect("\\connect -reuse-previous=on \"dbname='o\\'d\"\"d'\""))
                .contains("o'd\"d");
        assertThat(ScriptCommand.isExpected("\\restrict aB3")).isTrue();
        assertThat(ScriptCommand.isExpected("\\encoding SQL_ASCII")).isTrue();
        for (String hostile :
                List.of("\\! id", "\\o |id", "\\connect x y z", "\\restrict a b", "\\i /etc/passwd", "\\q")) {
            assertThat(ScriptCommand.isExpected(hostile)).as(hostile).isFalse();
        }
    }

    private static List<String> pieces(String script) throws IOException {
        return pieces(bytes(script));
    }

    private static List<String> pieces(InputStream script) throws IOException {
        List<String> pieces = new ArrayList<>();
        try {
            read(script, pieces);
        } catch (DumpDamage damage) {
            assertThat(damage.code()).isEqualTo(FindingCode.ARTIFACT_INCOMPLETE);
            pieces.add("ends: " + damage.text().replaceFirst(".*within ", ""));
        }
        return pieces;
    }

    private static void read(InputStream script, List<String> pieces) throws IOException {
        ScriptReader reader = new ScriptReader(script);
        for (Optional<ScriptPiece> next = reader.next(); next.isPresent(); next = reader.next()) {
            pieces.add(next.get().kind() + " " + next.get().raw());
            if (next.get().kind() == ScriptPiece.Kind.COPY) {
                pieces.add(new String(reader.rows().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream trickling(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        };
    }
}
