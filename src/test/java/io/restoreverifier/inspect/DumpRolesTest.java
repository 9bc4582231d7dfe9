package io.restoreverifier.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Definitions as pg_dump writes them. */
class DumpRolesTest {

    @Test
    void whoeverOwnsOrIsGrantedSomethingIsNeeded() {
        assertThat(roles(
                        "REVOKE ALL ON SCHEMA public FROM PUBLIC;\nGRANT USAGE ON SCHEMA public TO app_ro;\n",
                        "GRANT SELECT,INSERT ON TABLE public.invoices TO \"Billing App\" WITH GRANT OPTION;\n",
                        "SET SESSION AUTHORIZATION granter;\nGRANT SELECT ON TABLE a TO b;\nRESET SESSION AUTHORIZATION;",
                        "ALTER DEFAULT PRIVILEGES FOR ROLE owner_of_all IN SCHEMA public GRANT SELECT ON TABLES  TO reader;",
                        "CREATE POLICY p ON public.t TO one, \"two \"\"x\"\"\" USING ((a = 1));"))
                .containsExactly(
                        "Billing App", "app_ro", "b", "granter", "one", "owner", "owner_of_all", "reader", "two \"x\"");
    }

    @Test
    void everybodyIsNobody() {
        assertThat(roles("GRANT ALL ON TABLE t TO PUBLIC;")).containsExactly("owner");
    }

    private static Set<String> roles(String... definitions) {
        DumpRoles roles = new DumpRoles();
        roles.owner("owner");
        roles.owner("");
        for (String definition : definitions) {
            roles.granted(definition);
        }
        return roles.all();
    }
}
