package io.restoreverifier.catalog;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.model.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code ignore:}: each item names a finding, its subject, a reason and its last day. */
final class IgnoreReader {
    /** What they say is about ignoring itself, or decides nothing anyway. */
    private static final Set<FindingCode> POINTLESS =
            Set.of(FindingCode.IGNORE_EXPIRED, FindingCode.IGNORE_UNUSED, FindingCode.LAST_RESTORABLE);

    private IgnoreReader() {}

    /** The rules that are sound; what is wrong with the others becomes problems. */
    static List<IgnoreRule> read(Settings entry) {
        List<IgnoreRule> rules = new ArrayList<>();
        for (Settings item : entry.sections("ignore")) {
            Optional<FindingCode> code = code(item);
            Optional<String> subject = subject(item);
            String reason = item.requiredText("reason");
            Optional<LocalDate> until = item.requiredDay("until");
            if (code.isPresent() && subject.isPresent() && !reason.isBlank() && until.isPresent()) {
                rules.add(new IgnoreRule(code.get(), subject.get(), new Ignored(reason.strip(), until.get())));
            }
        }
        return List.copyOf(rules);
    }

    private static Optional<FindingCode> code(Settings item) {
        String written = item.requiredText("finding");
        if (written.isBlank()) {
            return Optional.empty();
        }
        Optional<FindingCode> code = Arrays.stream(FindingCode.values())
                .filter(known -> known.name().equals(written))
                .findFirst();
        if (code.isEmpty()) {
            item.problem("finding", "`" + written + "` is no finding", meant(written));
        } else if (code.get().verdict() == Verdict.COULD_NOT_VERIFY) {
            item.problem(
                    "finding",
                    "`" + written + "` cannot be ignored: it says that nothing is known of the backup",
                    "remove what keeps Restore Verifier from telling");
        } else if (POINTLESS.contains(code.get())) {
            item.problem("finding", "`" + written + "` cannot be ignored", "leave it out");
        } else {
            return code;
        }
        return Optional.empty();
    }

    private static String meant(String written) {
        return Suggestions.nearest(
                        written,
                        Arrays.stream(FindingCode.values()).map(Enum::name).toList())
                .map(name -> "did you mean `" + name + "`?")
                .orElse("copy the code from the report; docs/findings.md has them all");
    }

    /** It must be said, so that nobody hides more than was meant; the empty text means the backup itself. */
    private static Optional<String> subject(Settings item) {
        if (!item.has("subject")) {
            item.problem(
                    "subject",
                    "is missing",
                    "copy it from the report; \"*\" is any, \"\" is the backup itself: `subject: \"...\"`");
        }
        return item.text("subject");
    }
}
