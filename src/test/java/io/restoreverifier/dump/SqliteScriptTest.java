package io.restoreverifier.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqliteScriptTest {

    @Test
    void semicolonsInQuotesAndCommentsEndNothing() throws Exception {
        assertThat(statements("insert into t values('a;''b;'); -- c;\n/* d; */ select \";\", [e;], `f;`;;"))
                .containsExactly("insert into t values('a;''b;')", "select \";\", [e;], `f;`");
    }

    @Test
    void aTriggerEndsWithItsEnd() throws Exception {
        assertThat(statements(
                        "create temp trigger x after insert on t begin select 1; select case when 1 then 2 end; end;"
                                + " create table trigger_log(x);"))
                .containsExactly(
                        "create temp trigger x after insert on t begin select 1; select case when 1 then 2 end; end",
                        "create table trigger_log(x)");
    }

    /** Whatever means something may be cut in two by the block that is read. */
    @Test
    void itDoesNotMatterWhereABlockEnds() throws Exception {
        String script = "insert into t values('a;''b', x'00', 1-2/3); -- c;\n/* d; */"
                + " create trigger x after insert on t begin select 'é;'; end; insert into \"t;\" values(4);";
        List<String> whole = statements(script);
        assertThat(whole).hasSize(3);
        for (int at = 0; at < script.length(); at++) {
            String before = "select '" + "y".repeat((1 << 16) - at - 10) + "';";
            assertThat(before).hasSize((1 << 16) - at);
            List<String> cut = statements(before + script);
            assertThat(cut.subList(1, cut.size())).as("byte %d", at).isEqualTo(whole);
        }
    }

    @Test
    void aCommentOfTheShellSaysThatItCameUponDamage() throws Exception {
        assertThat(damaged("BEGIN;/**** ERROR: (11) database disk image is malformed *****/\nCOMMIT;"))
                .isTrue();
        assertThat(damaged("/****** CORRUPTION ERROR *******/\nCOMMIT;")).isTrue();
        assertThat(damaged("create table t(x -- ERROR codes\n);/* error */COMMIT;"))
                .isFalse();
    }

    @Test
    void whatBreaksOffIsIncomplete() {
        assertThatThrownBy(() -> statements("select 1; select"))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("it ends within a statement");
        assertThatThrownBy(() -> statements("insert into t values('a"))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("it ends within a value or a name");
    }

    private static boolean damaged(String text) throws IOException {
        SqliteScript script = script(text);
        Optional<String> next = script.next();
        while (next.isPresent()) {
            next = script.next();
        }
        return script.saysDamaged();
    }

    private static List<String> statements(String text) throws IOException {
        SqliteScript script = script(text);
        List<String> all = new ArrayList<>();
        for (Optional<String> next = script.next(); next.isPresent(); next = script.next()) {
            all.add(next.get());
        }
        return all;
    }

    private static SqliteScript script(String text) {
        return new SqliteScript(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
