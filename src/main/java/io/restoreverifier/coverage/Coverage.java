package io.restoreverifier.coverage;

import io.restoreverifier.coverage.Question.Answer;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The section {@code coverage:} of {@code catalog.yml}: where things lie that have to be backed up. Immutable. */
public final class Coverage {
    private static final String EXPECTED = "an entry for each";

    private final List<Place> places;
    private final List<IgnoreRule> ignored;

    private Coverage(List<Place> places, List<IgnoreRule> ignored) {
        this.places = List.copyOf(places);
        this.ignored = List.copyOf(ignored);
    }

    /** Reads it; what is wrong becomes problems of the catalog. */
    public static Coverage read(Settings section) {
        PlaceReader reader = new PlaceReader(section);
        List<Place> places = reader.read();
        return new Coverage(places, reader.ignored());
    }

    /** What need not be backed up, by the subjects of the findings. */
    public List<IgnoreRule> ignored() {
        return ignored;
    }

    /** The names that {@code covers:} may begin with. */
    public Set<String> coverable() {
        return places.stream()
                .filter(place -> place.kind() != Kind.ARTIFACT)
                .map(Place::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * One question for each place, none of which is asked yet.
     *
     * @param taken whether some entry takes the artifact at a location, which is a path or a URI, or it is none
     */
    public List<Question> questions(Predicate<String> taken) {
        return places.stream().map(place -> new Question(place, taken)).toList();
    }

    /**
     * Holds what is there against the entries.
     *
     * @param answers of all questions, since what is called alike in two places is covered by no name alone
     * @return one result for each place, and one for what entries say that they cover
     */
    public static List<CheckResult> held(List<Answer> answers, List<Declared> entries) {
        Map<Place, Seen> seen = new LinkedHashMap<>();
        answers.forEach(answer -> answer.seen().ifPresent(there -> seen.put(answer.place(), there)));
        Holding holding = new Holding(entries, seen);
        List<CheckResult> results = new ArrayList<>();
        for (Answer answer : answers) {
            answer.seen().map(there -> holding.of(answer.place(), there)).ifPresent(results::add);
            answer.why().map(why -> unknown(answer.place(), why)).ifPresent(results::add);
        }
        if (entries.stream().anyMatch(entry -> !entry.covers().isEmpty())) {
            results.add(covers(holding.coveredInVain()));
        }
        return results;
    }

    private static CheckResult unknown(Place place, Finding why) {
        Finding told = Finding.error(
                why.code(),
                why.stage(),
                place.name(),
                place.kind().place() + " " + place.name() + ": " + why.message(),
                why.hint());
        return CheckResult.withFinding(place.kind().plural(), place.name(), EXPECTED, "no answer", told);
    }

    private static CheckResult covers(List<Finding> inVain) {
        return new CheckResult(
                "covers",
                "",
                Status.PASSED,
                "what entries say that they cover exists",
                inVain.isEmpty() ? "it does" : inVain.size() + " of it does not",
                inVain,
                Duration.ZERO,
                false);
    }
}
