package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.ServerMessage;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code write:}: a row is made through the application, its key is above all that were restored, and the application shows it.
 *
 * @param create the request that makes it
 * @param part the database that it comes to stand in
 * @param read the request that shows it, with {@code {key}} for the new key; empty: none
 */
record WriteCheck(HttpQuestion create, String part, WrittenTable table, Optional<HttpQuestion> read)
        implements ApplicationCheck {

    /** One item of {@code write:}; what is wrong becomes problems of the catalog. */
    static WriteCheck read(Settings write, Set<String> databases) {
        Optional<String> named = write.text("in");
        named.filter(part -> !databases.contains(part))
                .ifPresent(part -> write.problem("in", "`" + part + "` is no database of `needs:`", ""));
        if (named.isEmpty() && databases.size() != 1) {
            write.problem("in", "is missing", "say which database of `needs:` has the table");
        }
        String part = named.orElseGet(() -> databases.stream().findFirst().orElse(""));
        WrittenTable table =
                new WrittenTable(write.requiredText("table"), write.text("key").orElse("id"));
        return new WriteCheck(
                HttpSettings.read(write), part, table, write.section("read").map(HttpSettings::read));
    }

    @Override
    public String name() {
        return "write";
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        RestoredDatabase database = visit.database(part);
        try {
            WrittenTable.State before = table.in(database);
            CheckResult created =
                    new HttpCheck(name(), create).put(visit, limit).get(0);
            if (!created.findings().isEmpty()) {
                return List.of(created);
            }
            WrittenTable.State after = table.in(database);
            List<CheckResult> results = new ArrayList<>(List.of(created, judged(before, after)));
            if (results.get(1).findings().isEmpty()) {
                read.ifPresent(question -> results.addAll(
                        new HttpCheck(name(), question.about(Long.toString(after.highest()))).put(visit, limit)));
            }
            return results;
        } catch (SQLException e) {
            return List.of(notRead(visit, e));
        }
    }

    private CheckResult judged(WrittenTable.State before, WrittenTable.State after) {
        String expected = "1 row more, its " + table.key() + " above the highest that was restored";
        long more = after.rows() - before.rows();
        long above = after.highest() - before.highest();
        String found = Numbers.grouped(more) + (more == 1 ? " row" : " rows") + " more, the highest " + table.key()
                + " " + Numbers.grouped(above) + " higher";
        if (more == 1 && above > 0) {
            return CheckResult.passed(name(), table.name(), expected, found);
        }
        boolean behind = more >= 1 && above <= 0;
        return CheckResult.withFinding(
                name(),
                table.name(),
                expected,
                found,
                Finding.error(
                        behind ? FindingCode.SEQUENCE_BEHIND : FindingCode.HTTP_FAILED,
                        Stage.CHECK,
                        table.name(),
                        create.name() + ": expected in table " + table.name() + " " + expected + ", found " + found,
                        behind
                                ? "what gives out the numbers is behind the rows: set it above them after a recovery"
                                : "does the request do what it says, and is it table " + table.name() + " of " + part
                                        + "?"));
    }

    /** A lost server says nothing about the backup. */
    private CheckResult notRead(Visit visit, SQLException e) {
        visit.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        String message = "table " + table.name() + " cannot be read: " + ServerMessage.of(e);
        if (String.valueOf(e.getSQLState()).startsWith("08")) {
            throw new CannotTell(FindingCode.TOOL_FAILED, message, "look at the log of " + part, e);
        }
        return CheckResult.withFinding(
                name(),
                table.name(),
                "it is read",
                ServerMessage.of(e),
                Finding.error(
                        FindingCode.QUERY_FAILED,
                        Stage.CHECK,
                        table.name(),
                        message,
                        "correct `table:` and `key:`, or ask where it went"));
    }
}
