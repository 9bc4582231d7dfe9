package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Restored;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * By default of what came back page by page: texts sort by the same version of the rules as when its indexes were built. Only a
 * warning, since it is the image whose C library or ICU is another; whether an index is hurt by it, {@code amcheck} tells.
 */
final class CollationVersionCheck extends DatabaseCheck {
    private static final String EXPECTED = "the versions that indexes were built by";

    /** Since PostgreSQL 15 each database says it, too. */
    private static final int OF_DATABASES = 15;

    private static final String COLLATIONS = """
            select 'collation ' || quote_ident(c.collname), c.collversion, coalesce(pg_collation_actual_version(c.oid), 'none')
            from pg_collation c
            where c.collversion is not null and c.collversion is distinct from pg_collation_actual_version(c.oid)
              and (c.oid in (select unnest(indcollation) from pg_index) or c.oid in (select attcollation from pg_attribute))""";

    private static final String DATABASE = """

            union all select 'database ' || quote_ident(d.datname), d.datcollversion,
              coalesce(pg_database_collation_actual_version(d.oid), 'none')
            from pg_database d where d.datname = current_database() and d.datcollversion is not null
              and d.datcollversion is distinct from pg_database_collation_actual_version(d.oid)""";

    @Override
    public String name() {
        return "collation-version";
    }

    @Override
    public boolean concerns(Restored restored) {
        return isPhysical(restored);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        boolean ofDatabases = connection.getMetaData().getDatabaseMajorVersion() >= OF_DATABASES;
        List<CheckResult> others = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLLATIONS + (ofDatabases ? DATABASE : "") + " order by 1")) {
            while (row.next()) {
                others.add(other(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return others.isEmpty()
                ? CheckReport.of(CheckResult.passed(name(), "", EXPECTED, "the same"))
                : CheckReport.of(others);
    }

    private CheckResult other(String subject, String then, String now) {
        return CheckResult.withFinding(
                name(),
                subject,
                then,
                now,
                Finding.warning(
                        FindingCode.COLLATION_CHANGED,
                        Stage.CHECK,
                        subject,
                        subject + " sorts texts by version " + now + " here, its indexes were built by version " + then,
                        "name an image with production's C library and ICU under `restore: {postgresql: {image: ...}}`, or"
                                + " plan a REINDEX for the day"));
    }
}
