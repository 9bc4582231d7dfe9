package io.restoreverifier.report;

import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Allure shows around the results: the environment of the run, and how results that did not pass are grouped. */
final class AllureSurroundings {
    /** A backup that is bad and one that nobody could look at are different calls at night. */
    private static final String CATEGORIES = """
        [
          {
            "name": "The backup is bad",
            "description": "It was looked at, and something is wrong with it: mend the backup job.",
            "matchedStatuses": ["failed"]
          },
          {
            "name": "Could not verify",
            "description": "Something kept us from telling: mend the verification. Until then the backup is unproven.",
            "matchedStatuses": ["broken"]
          }
        ]
        """;

    private static final int NAMED = 20;

    private AllureSurroundings() {}

    /** {@code categories.json}. */
    static String categories() {
        return CATEGORIES;
    }

    /** {@code environment.properties}, in the order in which Allure shows it. */
    static String environment(RunResult run) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.COULD_NOT_VERIFY, Verdict.PASSED)) {
            names(run, verdict).ifPresent(names -> facts.put(verdict.name().replace('_', ' '), names));
        }
        if (!run.notDue().isEmpty()) {
            facts.put("NOT DUE", first(run.notDue().stream().map(NotDue::entry).toList()));
        }
        facts.put("Sandbox", sandbox(run.sandbox()));
        facts.put("As of", run.asOf().toString());
        facts.put("Restore Verifier", run.version());
        facts.put("Run", run.id());
        facts.putAll(run.environment());
        return facts.entrySet().stream()
                .map(fact -> escape(fact.getKey(), true) + " = " + escape(fact.getValue(), false) + "\n")
                .collect(Collectors.joining());
    }

    /** Allure's first page counts results and names none; here is which they are. Empty when there are none. */
    private static Optional<String> names(RunResult run, Verdict verdict) {
        List<String> names = run.outcomes().stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .map(Outcome::entry)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(first(names));
    }

    private static String first(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }

    private static String sandbox(String sandbox) {
        return switch (sandbox) {
            case "docker" -> "containers";
            case "local" -> "local processes, no containers";
            default -> sandbox;
        };
    }

    /** As {@link java.util.Properties} reads it; {@code Properties.store} would add the date and lose the order. */
    private static String escape(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '\\' || key && (c == ' ' || c == ':' || c == '=' || c == '#' || c == '!')) {
                escaped.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
