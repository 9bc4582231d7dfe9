package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.TableOfContents;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpedNameTest {
    @Test
    void quotesAndLettersBeyondAsciiMakeNoDifference() {
        assertThat(named("COMMENT", "tools", "COLUMN \"Mixed\".\"größe\"", ""))
                .contains(DumpedName.inCatalog("tools", "COLUMN Mixed.grÃ¶Ã\u009fe"));
    }

    @Test
    void oneWordStandsForAllThatShareTheirNames() {
        assertThat(named("COMMENT", "public", "MATERIALIZED VIEW v", ""))
                .contains(DumpedName.inCatalog("public", "RELATION v"));
        assertThat(named("COMMENT", "public", "AGGREGATE all_of(*)", ""))
                .contains(DumpedName.inCatalog("public", "ROUTINE all_of()"));
        assertThat(named("ACL", "public", "FUNCTION all_of()", ""))
                .contains(DumpedName.inCatalog("public", "ROUTINE all_of()"));
        assertThat(named("COMMENT", "public", "DOMAIN d", "")).contains(DumpedName.inCatalog("public", "TYPE d"));
    }

    @Test
    void defaultPrivilegesAreThoseOfARole() {
        assertThat(named("DEFAULT ACL", "", "DEFAULT PRIVILEGES FOR TABLES", "app"))
                .contains(DumpedName.inCatalog("", "app DEFAULT PRIVILEGES FOR TABLES"));
    }

    @Test
    void whatIsOfTheDatabaseOrTheSchemaPublicIsNotLookedUp() {
        assertThat(named("COMMENT", "", "SCHEMA public", "")).isEmpty();
        assertThat(named("COMMENT", "", "DATABASE clientarea", "")).isEmpty();
        assertThat(named("ACL", "", "DATABASE clientarea", "")).isEmpty();
    }

    private static Optional<DumpedName> named(String type, String schema, String name, String owner) {
        return DumpedName.of(new TableOfContents.Entry(1, type, schema, name, owner, false, Optional.empty()));
    }
}
