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
