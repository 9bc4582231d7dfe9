package io.restoreverifier.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTargetTest {
    @Test
    void namesAreTakenOutOfTheirQuotes() {
        assertThat(CopyTarget.of("COPY public.customers (id, \"from\", \"a, b\") FROM stdin;\n"))
                .contains(new CopyTarget("public", "customers", "(id, \"from\", \"a, b\")"));
        assertThat(CopyTarget.of("COPY \"Sales \"\"x\"\"\".\"Größe.neu\" (\"Id\") FROM stdin;\n"))
                .contains(new CopyTarget("Sales \"x\"", "Größe.neu", "(\"Id\")"));
        assertThat(CopyTarget.of("COPY public.nothing  FROM stdin;\n"))
                .contains(new CopyTarget("public", "nothing", ""));
        assertThat(CopyTarget.of("COPY old_table (id) FROM stdin;\n"))
                .contains(new CopyTarget("", "old_table", "(id)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "skipped",
                "COPY t (id) FROM '/etc/passwd';",
                "COPY t (id) FROM PROGRAM 'id';",
                "COPY t (id) FROM stdin; DROP TABLE t;",
                "COPY (SELECT 1) TO stdin;",
                "COPY t (id) WITH OIDS FROM stdin;",
                "COPY t (a) , (b) FROM stdin;"
            })
    void anythingElseIsNoTarget(String command) {
        assertThat(CopyTarget.of(command)).isEqualTo(Optional.empty());
    }
}
