package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.RestoredDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * By default: every view, and every materialized view that holds data, gives its first row. What a view lacks that no dump
 * brings (another server, a setting, more time) is no fault of the backup, and is said instead.
 */
final class ViewsCheck extends DatabaseCheck {
    private static final String EXPECTED = "each gives its first row";

    /** Extensions' own views belong to the extension. What is recursively read through other views counts as read. */
    private static final String VIEWS = """
            with recursive uses as (
              select distinct r.ev_class as view, d.refclassid, d.refobjid
              from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
              where d.refobjid <> r.ev_class and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass)
            ), reads as (
              select view, refclassid, refobjid from uses
              union
              select reads.view, uses.refclassid, uses.refobjid
              from reads join uses on reads.refclassid = 'pg_class'::regclass and reads.refobjid = uses.view
            )
            select n.nspname, c.relname, exists (
              select from reads join pg_class f on f.oid = reads.refobjid and f.relkind = 'f'
              where reads.view = c.oid and reads.refclassid = 'pg_class'::regclass
            ) or exists (
              select from reads join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = reads.refobjid
                and d.deptype = 'e' join pg_extension e on e.oid = d.refobjid and e.extname = 'dblink'
              where reads.view = c.oid and reads.refclassid = 'pg_proc'::regclass
            ), exists (
              select from reads join pg_class m on m.oid = reads.refobjid and m.relkind = 'm' and not m.relispopulated
              where reads.view = c.oid and reads.refclassid = 'pg_class'::regclass
            ) or c.relkind = 'm' and not c.relispopulated
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
              and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                              and d.deptype = 'e')
            order by 1, 2""";

    /** @param empty whether it reads a materialized view that production left without data, too */
    private record View(TableName name, boolean elsewhere, boolean empty) {}

    @Override
    public String name() {
        return "views";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<View> all = views(connection);
        List<View> asked =
                all.stream().filter(v -> !v.elsewhere() && !v.empty()).toList();
        ViewTime time = ViewTime.of(subject);
        AtomicLong cut = new AtomicLong();
        List<CheckResult> results = new ArrayList<>(SideBySide.over(
                asked, (RestoredDatabase) subject.restored(), (view, own) -> asked(view.name(), own, time, cut)));
        long trouble = results.size();
        if (asked.size() > trouble) {
            results.add(0, CheckResult.passed(name(), "", EXPECTED, held(asked.size() - trouble, cut.get(), time)));
        }
        notAsked(all.stream().filter(View::elsewhere).toList(), "read what lies on other servers")
                .ifPresent(results::add);
        notAsked(
                        all.stream().filter(v -> v.empty() && !v.elsewhere()).toList(),
                        "are materialized views without data, or read such a one")
                .ifPresent(results::add);
        return CheckReport.of(
                results.isEmpty()
                        ? List.of(CheckResult.notApplicable(name(), "", EXPECTED, "the database has no view"))
                        : results);
    }

    private static String held(long views, long cut, ViewTime time) {
        String text = TableName.number(views) + (views == 1 ? " view does" : " views do");
        return cut == 0
                ? text
                : text + ", but " + TableName.number(cut)
                        + " of them had begun to answer, or were only planned, when their time (at most "
                        + time.each().toSeconds() + " s each) or their room for temporary files ("
                        + ViewTrouble.TEMPORARY_FILES + " each) was over";
    }

    private Optional<CheckResult> notAsked(List<View> views, String reason) {
        return views.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.notApplicable(
                        name(),
                        "",
                        EXPECTED,
                        "not selected from, since they " + reason + ": "
                                + ObjectsCheck.named(views.stream()
                                        .map(v -> v.name().toString())
                                        .toList())));
    }

    private static List<View> views(Connection connection) throws SQLException {
        List<View> views = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VIEWS)) {
            while (row.next()) {
                views.add(new View(
                        new TableName(row.getString(1), row.getString(2)), row.getBoolean(3), row.getBoolean(4)));
            }
        }
        return views;
    }

    /** Empty when it answers. */
    private Optional<CheckResult> asked(TableName view, Connection connection, ViewTime time, AtomicLong cut)
            throws SQLException {
        Optional<SQLException> error = select(view, connection, time.next());
        if (error.isEmpty()) {
            return Optional.empty();
        }
        if (ViewTrouble.isOutOfTimeOrRoom(error.get())) {
            cut.incrementAndGet();
            return Optional.empty();
        }
        ViewTrouble trouble = ViewTrouble.of(error.get(), connection);
        if (trouble.mayBeTheSearchPath() && anywhere(view, connection, time.next())) {
            return Optional.of(result(view, ViewTrouble.searchPath()));
        }
        return Optional.of(result(view, trouble));
    }

    private CheckResult result(TableName view, ViewTrouble trouble) {
        String name = view.toString();
        return trouble.finding(name)
                .map(finding -> CheckResult.withFinding(name(), name, EXPECTED, trouble.what(), finding))
                .orElseGet(() -> CheckResult.notApplicable(name(), name, EXPECTED, trouble.what()));
    }

    /** The error, if there was one. Without time left a view is only planned. */
    private Optional<SQLException> select(TableName view, Connection connection, Duration limit) {
        String select = "select * from " + view.quoted() + " limit 1";
        try (Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            statement.execute("set statement_timeout = " + Math.max(limit.toMillis(), ViewTime.LEAST.toMillis())
                    + "; set temp_file_limit = '" + ViewTrouble.TEMPORARY_FILES + "'");
            statement.execute(limit.isZero() ? "explain " + select : select);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Whether it answers once all schemas are searched, as a setting of a role or of the database can want it. */
    private boolean anywhere(TableName view, Connection connection, Duration limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    select set_config('search_path', (select string_agg(quote_ident(nspname), ', ' order by nspname <> 'public',
                      nspname) from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'), false)""");
            try {
                return select(view, connection, limit).isEmpty();
            } finally {
                statement.execute("reset search_path");
            }
        }
    }
}
