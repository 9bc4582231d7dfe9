package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.DatabaseLocale;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.RestoredPostgresql;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By default: texts are kept in production's encoding, and ordered by its rules. */
final class LocaleCheck extends DatabaseCheck {
    /** Columns came and went: libc alone before PostgreSQL 15, ICU in daticulocale before 17. */
    private static final String LOCALE = """
            select pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
              case to_jsonb(d) ->> 'datlocprovider' when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
              coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', d.datcollate)
            from pg_catalog.pg_database d where d.datname = current_database()""";

    @Override
    public String name() {
        return "locale";
    }

    /** Of what came back page by page there is nothing to compare with. */
    @Override
    public boolean concerns(Restored restored) {
        return !isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        Optional<DatabaseLocale> production = ((RestoredPostgresql) subject.restored()).productionLocale();
        if (production.isEmpty()) {
            return CheckReport.of(CheckResult.notApplicable(
                    name(), "", "production's encoding and locale", "the backup does not say which they are"));
        }
        DatabaseLocale here = here(connection);
        List<CheckResult> results = new ArrayList<>();
        results.add(encoding(production.get(), here));
        results.add(order(production.get(), here));
        results.add(CheckResult.notApplicable(
                name(),
                "collation version",
                "production's",
                "a logical backup does not say it; indexes were built anew by the rules of this server"));
        return CheckReport.of(results);
    }

    private static DatabaseLocale here(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCALE)) {
            row.next();
            return new DatabaseLocale(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
        }
    }

    private CheckResult encoding(DatabaseLocale production, DatabaseLocale here) {
        if (production.encoding().equals(here.encoding())) {
            return CheckResult.passed(name(), "encoding", production.encoding(), here.encoding());
        }
        return CheckResult.withFinding(
                name(),
                "encoding",
                production.encoding(),
                here.encoding(),
                Finding.error(
                        FindingCode.ENCODING_CHANGED,
                        Stage.CHECK,
                        "",
                        "texts are kept in " + here.encoding() + ", in production in " + production.encoding(),
                        "create the database with production's encoding before it is restored"));
    }

    /** No fault of the backup: images carry few locales. But unique, sorted and partitioned texts were not proven by it. */
    private CheckResult order(DatabaseLocale production, DatabaseLocale here) {
        if (production.ordersAs(here)) {
            return CheckResult.passed(name(), "order of texts", production.orders(), here.orders());
        }
        return CheckResult.withFinding(
                name(),
                "order of texts",
                production.orders(),
                here.orders(),
                Finding.warning(
                        FindingCode.COLLATION_CHANGED,
                        Stage.CHECK,
                        "",
                        "texts are ordered as in " + here.orders() + ", in production as in " + production.orders()
                                + ": the sandbox does not have that locale",
                        "name an image that has it under `restore: {postgresql: {image: ...}}`, such as the plain one with"
                                + " `RUN localedef -i de_DE -f UTF-8 de_DE.UTF-8`"));
    }
}
