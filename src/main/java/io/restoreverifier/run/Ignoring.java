package io.restoreverifier.run;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an entry says to live with, put to the findings of one artifact: the one place where a finding is ignored. */
final class Ignoring {
    /** Nobody remembers longer why it was thought harmless. */
    private static final int MOST_MONTHS = 12;

    private final List<IgnoreRule> rules = new ArrayList<>();
    private final Set<IgnoreRule> used = new LinkedHashSet<>();

    /** @param now an expired rule ignores nothing */
    Ignoring(Backup backup, Instant now) {
        this(backup.ignored(), backup.zone(), now);
    }

    /** @param zone in which their days end */
    Ignoring(List<IgnoreRule> said, ZoneId zone, Instant now) {
        said.stream().filter(rule -> !rule.isExpired(now, zone)).forEach(rules::add);
    }

    /** The finding as it counts. */
    Finding judged(Finding finding) {
        Finding judged = finding;
        for (IgnoreRule rule : rules) {
            if (rule.means(finding)) {
                used.add(rule);
                judged = judged.ignored().isPresent() ? judged : judged.ignoredBy(rule.terms());
            }
        }
        return judged;
    }

    /** Of rules that have met no finding; to be asked when everything was looked at. */
    List<Finding> unused() {
        return rules.stream()
                .filter(rule -> !used.contains(rule))
                .map(rule -> Finding.warning(
                        FindingCode.IGNORE_UNUSED,
                        Stage.CHECK,
                        rule.subject(),
                        named(rule) + " is ignored until " + rule.terms().until() + " and was not found",
                        "take it out of `ignore:`, so that it is told should it come back"))
                .toList();
    }

    static boolean hasExpired(Backup backup, Instant now) {
        return backup.ignored().stream().anyMatch(rule -> rule.isExpired(now, backup.zone()));
    }

    /** Errors, one for each rule whose last day is over. */
    static List<Finding> expired(Backup backup, Instant now) {
        return expired(backup.ignored(), backup.zone(), now);
    }

    /** The same of rules of any entry. */
    static List<Finding> expired(List<IgnoreRule> said, ZoneId zone, Instant now) {
        return said.stream()
                .filter(rule -> rule.isExpired(now, zone))
                .map(rule -> Finding.error(
                        FindingCode.IGNORE_EXPIRED,
                        Stage.LOCATE,
                        rule.subject(),
                        named(rule) + " was ignored until " + rule.terms().until() + ", which is over; the reason was: "
                                + rule.terms().reason(),
                        "repair it and take it out of `ignore:`, or give it a new reason and a new `until:`"))
                .toList();
    }

    /** Notes each rule that would last longer than a year. */
    static void holdToAYear(Backup backup, Instant now) {
        if (!backup.ignored().isEmpty()) {
            holdToAYear(backup.document(), backup.zone(), now);
        }
    }

    /** The same of whatever has an {@code ignore:}. */
    static void holdToAYear(Settings holder, ZoneId zone, Instant now) {
        LocalDate last = now.atZone(zone).toLocalDate().plusMonths(MOST_MONTHS);
        for (Settings item : holder.sections("ignore")) {
            item.text("until")
                    .filter(day -> day.matches("\\d{4}-\\d{2}-\\d{2}"))
                    .ifPresent(day -> {
                        // As text, since days that do not exist are told by the catalog.
                        if (day.compareTo(last.toString()) > 0) {
                            item.problem("until", "`" + day + "` is more than a year ahead", "write at most " + last);
                        }
                    });
        }
    }

    private static String named(IgnoreRule rule) {
        return rule.code() + (rule.subject().isEmpty() ? "" : " of " + rule.subject());
    }
}
