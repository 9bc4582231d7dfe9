package io.restoreverifier.outlet.status;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.restoreverifier.model.Objective;
import io.restoreverifier.outlet.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Puts what a reader shall see into {@code page.html}, which escapes it.
 *
 * @param title of the page
 * @param validFor how long after a run its page is taken for current
 */
record Page(String title, Duration validFor) {

    /** For ourselves: every backup, with its owner and what is wrong. */
    String internal(Ending ending, List<String> incidents) {
        List<Standing> all = Standing.all(ending);
        List<Map<String, Object>> rows = all.stream()
                .map(standing -> {
                    Map<String, Object> row = row(standing, standing.entry(), ending);
                    row.put("description", standing.description());
                    row.put("owner", standing.owner());
                    row.put("trouble", standing.trouble());
                    return row;
                })
                .toList();
        Map<String, Object> page = page(ending, all, rows, incidents);
        page.put("origin", "run " + ending.run().id());
        page.put("internal", true);
        page.put("ground", GroundSection.of(ending.run()));
        return template().execute(page);
    }

    /** For everybody: what is named, under that name, and nothing of what could name a machine or a person. */
    String open(Ending ending, Map<String, String> names, List<String> incidents) {
        List<Standing> named = Standing.all(ending).stream()
                .filter(standing -> names.containsKey(standing.entry()))
                .toList();
        List<Map<String, Object>> rows = named.stream()
                .map(s -> row(s, Objects.requireNonNull(names.get(s.entry())), ending))
                .toList();
        return template().execute(page(ending, named, rows, incidents));
    }

    private static Map<String, Object> row(Standing standing, String name, Ending ending) {
        Instant now = ending.run().asOf();
        Map<String, Object> row = new HashMap<>();
        row.put("name", name);
        row.put("state", standing.state());
        row.put("note", standing.note());
        row.put("description", "");
        row.put("owner", "");
        row.put("trouble", "");
        row.put("proven", standing.proven().map(Words::moment).orElse("never"));
        row.put("provenAt", standing.proven().map(Instant::toString).orElse(""));
        row.put("ago", Words.ago(standing.proven(), now));
        row.put("rpo", figure("data loss", standing.rpo()));
        row.put("rto", figure("recovery", standing.rto()));
        row.put("days", standing.days());
        return row;
    }

    private static Map<String, Object> figure(String what, Objective objective) {
        return Map.of(
                "what", what,
                "measured", Words.measured(objective),
                "objective", Words.objective(objective),
                "exceeded", objective.isExceeded());
    }

    /** What both pages have. */
    private Map<String, Object> page(
            Ending ending, List<Standing> standings, List<Map<String, Object>> rows, List<String> incidents) {
        Instant refreshed = ending.run().finished();
        Map<String, Object> page = new HashMap<>();
        page.put("title", title);
        page.put("headline", headline(standings));
        page.put("overall", overall(standings));
        page.put("counts", counts(standings));
        page.put("refreshed", refreshed.toString());
        page.put("refreshedText", Words.moment(refreshed));
        page.put("validUntil", refreshed.plus(validFor).toString());
        page.put("validUntilText", Words.moment(refreshed.plus(validFor)));
        page.put("rows", rows);
        page.put("incidents", incidents);
        page.put("origin", "");
        page.put("internal", false);
        page.put("ground", List.of());
        return page;
    }

    private static List<Map<String, Object>> counts(List<Standing> standings) {
        return Arrays.stream(State.values())
                .map(state -> Map.<String, Object>of(
                        "state",
                        state,
                        "count",
                        standings.stream().filter(s -> s.state() == state).count()))
                .toList();
    }

    /** Nothing on the page is never green. */
    private static State overall(List<Standing> standings) {
        return standings.stream()
                .map(standing -> standing.isAbsent() && standing.state() == State.PASSED
                        ? State.COULD_NOT_VERIFY
                        : standing.state())
                .sorted()
                .findFirst()
                .orElse(State.COULD_NOT_VERIFY);
    }

    private static String headline(List<Standing> standings) {
        long failed = count(standings, s -> s.state() == State.FAILED);
        long unknown = count(standings, s -> s.state() == State.COULD_NOT_VERIFY);
        long absent = count(standings, s -> s.state() == State.PASSED && s.isAbsent());
        if (standings.isEmpty()) {
            return "No backup was verified";
        }
        String of = " of " + standings.size() + (standings.size() == 1 ? " backup" : " backups");
        if (failed + unknown == 0) {
            return absent == 0 ? "Every backup is proven to restore" : absent + of + " not in the last run";
        }
        if (failed == 0) {
            return unknown + of + " could not be verified";
        }
        return failed + of + " failed" + (unknown == 0 ? "" : ", " + unknown + " could not be verified");
    }

    private static long count(List<Standing> standings, Predicate<Standing> which) {
        return standings.stream().filter(which).count();
    }

    private static Template template() {
        try (InputStream html = Objects.requireNonNull(Page.class.getResourceAsStream("page.html"))) {
            return Mustache.compiler()
                    .emptyStringIsFalse(true)
                    .compile(new InputStreamReader(html, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
