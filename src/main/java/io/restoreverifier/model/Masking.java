package io.restoreverifier.model;

import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts {@code ***} in the place of secrets, in whatever text is about to leave: reports, the console, messages.
 *
 * <p>Hidden are the values given, their forms in URLs and in Base64 (also in the middle of a longer Base64 text, such as
 * {@code user:password}), each long line of a value with several lines, and the password of any URI with a user's name
 * and password, given or not. A value shorter than {@value #SHORTEST} characters is not hidden: it would tear up numbers
 * and words all over the report, and is not much of a secret. Immutable; for any number of threads.
 */
public final class Masking {
    /** Hides only the passwords in URIs. */
    public static final Masking NONE = of(List.of());

    private static final int SHORTEST = 4;
    private static final String MASK = "***";
    private static final Pattern URI_PASSWORD = Pattern.compile("(://[^\\s/:@]*+:)[^\\s/]+@");

    private final List<String> hidden;

    private Masking(List<String> hidden) {
        this.hidden = hidden;
    }

    /** @param secrets as they came from the environment or from files; blank and short ones are left out */
    public static Masking of(Collection<String> secrets) {
        return new Masking(secrets.stream()
                .flatMap(secret -> SecretForms.of(secret).stream())
                .filter(form -> form.length() >= SHORTEST && !form.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Returns the text with each secret replaced; secrets that overlap or touch become one mask. */
    public String mask(String text) {
        List<int[]> found = new ArrayList<>();
        for (String form : hidden) {
            for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
                found.add(new int[] {at, at + form.length()});
            }
        }
        String masked = found.isEmpty() ? text : replace(text, found);
        return masked.contains("://") ? URI_PASSWORD.matcher(masked).replaceAll("$1" + MASK + "@") : masked;
    }

    /** Returns the run with every text masked, except what identifies it: its id and the names of its entries. */
    public RunResult masked(RunResult run) {
        Map<String, String> environment = new LinkedHashMap<>();
        run.environment().forEach((key, value) -> environment.put(key, mask(value)));
        return new RunResult(
                run.id(),
                run.started(),
                run.finished(),
                run.asOf(),
                run.shard(),
                run.sandbox(),
                run.version(),
                environment,
                run.outcomes().stream().map(this::masked).toList(),
                run.notDue().stream().map(this::masked).toList(),
                masked(run.ground()));
    }

    private GroundMap masked(GroundMap map) {
        return new GroundMap(
                map.places().stream()
                        .map(place -> new Place(
                                place.kind(),
                                mask(place.name()),
                                place.tenants().stream().map(this::masked).toList()))
                        .toList(),
                map.losses().stream()
                        .map(lost -> new Lost(
                                mask(lost.domain()),
                                lost.answers().stream().map(this::masked).toList()))
                        .toList());
    }

    private Tenant masked(Tenant tenant) {
        return new Tenant(tenant.entry(), mask(tenant.name()), tenant.role(), tenant.proof());
    }

    private Answer masked(Answer answer) {
        return new Answer(
                answer.entry(), answer.fate(), mask(answer.from()), answer.age(), answer.back(), mask(answer.text()));
    }

    private NotDue masked(NotDue left) {
        return new NotDue(
                left.entry(), masked(left.labels()), left.every(), left.passed(), mask(left.artifact()), left.due());
    }

    /** Returns the outcome with every text masked, except the entry's name and kind. */
    public Outcome masked(Outcome outcome) {
        return new Outcome(
                outcome.entry(),
                outcome.kind(),
                masked(outcome.labels()),
                outcome.verdict(),
                masked(outcome.artifact()),
                outcome.sha256(),
                outcome.rpo(),
                outcome.rto(),
                outcome.started(),
                outcome.finished(),
                outcome.stages(),
                outcome.checks().stream().map(this::masked).toList(),
                outcome.findings().stream().map(this::masked).toList(),
                outcome.attachments().stream().map(this::masked).toList(),
                masked(outcome.notes()),
                masked(outcome.counts()));
    }

    private Map<String, Long> masked(Map<String, Long> counts) {
        Map<String, Long> masked = new LinkedHashMap<>();
        counts.forEach((name, count) -> masked.merge(mask(name), count, Long::sum));
        return masked;
    }

    private EntryLabels masked(EntryLabels labels) {
        return new EntryLabels(
                mask(labels.description()), mask(labels.owner()), masked(labels.tags()), labels.criticality());
    }

    private Optional<Artifact> masked(Optional<Artifact> artifact) {
        return artifact.map(
                a -> new Artifact(mask(a.name()), mask(a.location()), a.bytes(), a.producedAt(), a.timeFrom()));
    }

    private CheckResult masked(CheckResult check) {
        return new CheckResult(
                mask(check.check()),
                mask(check.subject()),
                check.status(),
                mask(check.expected()),
                mask(check.found()),
                check.findings().stream().map(this::masked).toList(),
                check.duration(),
                check.ignored());
    }

    private Finding masked(Finding finding) {
        return new Finding(
                finding.code(),
                finding.severity(),
                finding.stage(),
                mask(finding.subject()),
                mask(finding.message()),
                mask(finding.hint()),
                finding.ignored().map(terms -> new Ignored(mask(terms.reason()), terms.until())));
    }

    private Attachment masked(Attachment attachment) {
        // What is in a picture cannot be read here.
        String content = attachment.isPicture() ? attachment.content() : mask(attachment.content());
        return new Attachment(mask(attachment.name()), attachment.mediaType(), content);
    }

    private List<String> masked(List<String> texts) {
        return texts.stream().map(this::mask).toList();
    }

    private static String replace(String text, List<int[]> found) {
        found.sort(Comparator.comparingInt(interval -> interval[0]));
        StringBuilder masked = new StringBuilder();
        int end = -1;
        for (int[] interval : found) {
            if (interval[0] > end) {
                masked.append(text, Math.max(end, 0), interval[0]).append(MASK);
            }
            end = Math.max(end, interval[1]);
        }
        return masked.append(text, end, text.length()).toString();
    }
}
