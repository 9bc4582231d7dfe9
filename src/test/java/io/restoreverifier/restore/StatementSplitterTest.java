package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {

    @Test
    void semicolonsSeparateStatements() throws IOException {
        assertThat(split("select 1; select 2;\n;; select 3")).containsExactly("select 1", "select 2", "select 3");
        assertThat(split("  \n-- nothing\n/* ; */ ;")).isEmpty();
    }

    @Test
    void semicolonsInStringsAndNamesBelongToThem() throws IOException {
        assertThat(split("select 'a;''b;'; select \"c;\"\"d;\";"))
                .containsExactly("select 'a;''b;'", "select \"c;\"\"d;\"");
        assertThat(split("select E'it\\';s'; select 'a\\'; select 2"))
                .containsExactly("select E'it\\';s'", "select 'a\\'", "select 2");
    }

    @Test
    void backslashesEscapeWhereStringsAreNotStandard() throws IOException {
        assertThat(split("select 'it\\';s'; select 2", true)).containsExactly("select 'it\\';s'", "select 2");
    }

    @Test
    void dollarQuotesHoldEverything() throws IOException {
        assertThat(split("do $$ a; ' $b$ ; $$; do $x1$ $$;$x$;$x1$; select a$1;b"))
                .containsExactly("do $$ a; ' $b$ ; $$", "do $x1$ $$;$x$;$x1$", "select a$1", "b");
        assertThat(split("select 1 as x$$y; select $1; $$ z; $$"))
                .containsExactly("select 1 as x$$y", "select $1", "$$ z; $$");
    }

    @Test
    void commentsAreLeftOut() throws IOException {
        assertThat(split("select 1 -- one; '\n + 2; /* a; /* b; */ ' */ select 3"))
                .containsExactly("select 1 \n + 2", "select 3");
        assertThat(split("select 1 - -1 / 2")).containsExactly("select 1 - -1 / 2");
    }

    @Test
    void semicolonsInParenthesesBelongToTheRule() throws IOException {
        assertThat(split("create rule r as on insert to t do (select 1; select 2); select 3"))
                .containsExactly("create rule r as on insert to t do (select 1; select 2)", "select 3");
    }

    @Test
    void commandsOfPsqlEndWithTheirLine() throws IOException {
        assertThat(split("\\restrict aB3;\nselect 1;\n\\connect \"a;b\"\r\nselect 2;\n\\unrestrict aB3"))
                .containsExactly("\\restrict aB3;", "select 1", "\\connect \"a;b\"", "select 2", "\\unrestrict aB3");
    }

    @Test
    void rowsOfACopyAreReadOver() throws IOException {
        StatementSplitter splitter =
                new StatementSplitter(new StringReader("copy t from stdin;\n1\t;'\n2\n\\.\nselect 1;"), false);

        assertThat(splitter.next()).contains("copy t from stdin");
        splitter.skipData();
        assertThat(splitter.next()).contains("select 1");
        assertThat(splitter.next()).isEmpty();
    }

    @Test
    void whatIsNotClosedEndsWithTheText() throws IOException {
        assertThat(split("select 'a;")).containsExactly("select 'a;");
        assertThat(split("select $$a;")).containsExactly("select $$a;");
        assertThat(split("select 1 /* a;")).containsExactly("select 1");
    }

    private static List<String> split(String sql) throws IOException {
        return split(sql, false);
    }

    private static List<String> split(String sql, boolean backslashEscapes) throws IOException {
        StatementSplitter splitter = new StatementSplitter(new StringReader(sql), backslashEscapes);
        List<String> statements = new ArrayList<>();
        for (Optional<String> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            statements.add(next.get());
        }
        return statements;
    }
}
