package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * By default: what guards the data is not switched off: triggers, event triggers and rules that are disabled, and policies
 * of tables whose row security is off. Production may want it so, hence a warning; {@code switched-off: error} makes it an
 * error.
 */
final class SwitchedOffCheck extends DatabaseCheck {
    private static final String EXPECTED = "every trigger, rule and policy is on";

    private static final String SQL = """
            select * from (
              select 'trigger' as kind, n.nspname, c.relname || '.' || t.tgname as name, t.oid, 'pg_trigger'::regclass as cat
              from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
              where t.tgenabled = 'D' and not t.tgisinternal
              union all
              select 'event trigger', 'public', e.evtname, e.oid, 'pg_event_trigger'::regclass
              from pg_event_trigger e where e.evtenabled = 'D'
              union all
              select 'rule', n.nspname, c.relname || '.' || r.rulename, c.oid, 'pg_class'::regclass
              from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
              where r.ev_enabled = 'D'
              union all
              select 'policy', n.nspname, c.relname || '.' || p.polname, c.oid, 'pg_class'::regclass
              from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
              where not c.relrowsecurity
            ) off
            where not exists (select from pg_depend d where d.classid = off.cat and d.objid = off.oid and d.deptype = 'e')
            order by 1, 2, 3""";

    private final Severity severity;

    SwitchedOffCheck(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String name() {
        return "switched-off";
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                results.add(off(row.getString(1), new TableName(row.getString(2), row.getString(3)).toString()));
            }
        }
        return CheckReport.of(
                results.isEmpty() ? List.of(CheckResult.passed(name(), "", EXPECTED, "all are")) : results);
    }

    private CheckResult off(String kind, String object) {
        boolean policy = kind.equals("policy");
        String message = kind + " " + object + " is there, but "
                + (policy ? "row security of its table is off, so that it guards nothing" : "it is disabled");
        Finding finding = new Finding(
                policy ? FindingCode.POLICY_OFF : FindingCode.TRIGGER_DISABLED,
                severity,
                Stage.CHECK,
                object,
                message,
                policy
                        ? "in production: alter table ... enable row level security, or drop the policy"
                        : "in production: alter table ... enable trigger ..., or drop what nobody wants any more");
        return CheckResult.withFinding(name(), object, EXPECTED, message, finding);
    }
}
