package io.restoreverifier.coverage;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What exists, held against what is declared. */
final class Holding {
    private final List<Declared> entries;
    private final Map<Place, Seen> seen;

    /** @param seen of every place that answered */
    Holding(List<Declared> entries, Map<Place, Seen> seen) {
        this.entries = List.copyOf(entries);
        this.seen = new LinkedHashMap<>(seen);
    }

    /** The answer for one place that answered. */
    CheckResult of(Place place, Seen there) {
        List<Finding> findings = new ArrayList<>(there.troubles());
        List<Finding> uncovered = there.things().stream()
                .map(this::uncovered)
                .flatMap(Optional::stream)
                .toList();
        findings.addAll(uncovered);
        if (there.count() == 0 && there.troubles().isEmpty() && place.kind() != Kind.ARTIFACT) {
            findings.add(nothing(place));
        }
        String what = place.kind().plural();
        String found = place.kind().counted(there.count())
                + (uncovered.isEmpty() ? "" : ", without an entry: " + names(uncovered, place.name()));
        return new CheckResult(
                what,
                place.name(),
                Status.of(Finding.verdictOf(findings)),
                "an entry for each",
                found,
                findings,
                Duration.ZERO,
                false);
    }

    private static String names(List<Finding> uncovered, String place) {
        return uncovered.stream()
                .map(finding -> finding.subject().substring(place.length() + 1))
                .collect(Collectors.joining(", "));
    }

    private Optional<Finding> uncovered(Thing thing) {
        if (entries.stream().anyMatch(entry -> entry.saysThatItCovers(thing))) {
            return Optional.empty();
        }
        Optional<Declared> alike =
                entries.stream().filter(entry -> entry.isCalledLike(thing)).findFirst();
        if (alike.isEmpty()) {
            return Optional.of(without(thing));
        }
        List<String> twins = twins(thing);
        return twins.size() == 1 ? Optional.empty() : Optional.of(ambiguous(thing, alike.get(), twins));
    }

    /** Where things of its kind are that are called like it, itself included. */
    private List<String> twins(Thing thing) {
        return seen.values().stream()
                .flatMap(there -> there.things().stream())
                .filter(other ->
                        other.kind() == thing.kind() && other.plainName().equals(thing.plainName()))
                .map(Thing::path)
                .toList();
    }

    private static Finding ambiguous(Thing thing, Declared entry, List<String> twins) {
        return error(
                thing,
                thing.path() + " may be what entry " + entry.entry() + " backs up, or not: "
                        + String.join(" and ", twins) + " are called alike",
                "say in the entry which it is: covers: [" + thing.path() + "]");
    }

    private static Finding without(Thing thing) {
        if (thing.kind() == Kind.ARTIFACT) {
            return error(
                    thing,
                    thing.remark() + ": no entry takes it",
                    "add an entry whose `newest:` takes it, or say under `ignore:` why none is needed");
        }
        String what = thing.kind() == Kind.DATABASE ? "database " : "repository ";
        return error(
                thing,
                what + thing.path() + thing.remark() + " has no entry",
                "back it up and add an entry; where one has it, write there covers: [" + thing.path() + "]");
    }

    private static Finding error(Thing thing, String message, String hint) {
        return Finding.error(thing.kind().uncovered(), Stage.CHECK, thing.path(), message, hint);
    }

    private static Finding nothing(Place place) {
        return Finding.error(
                FindingCode.NOTHING_CHECKED,
                Stage.CHECK,
                place.name(),
                place.kind().place() + " " + place.name() + " has no "
                        + place.kind().plural() + " at all",
                "is it the right " + place.kind().place() + "? where nothing is, take it out of `coverage:`");
    }

    /** Warnings: what an entry says that it covers, and is not there. Places that did not answer are left out. */
    List<Finding> coveredInVain() {
        List<Finding> findings = new ArrayList<>();
        for (Declared entry : entries) {
            for (String path : entry.covers()) {
                if (isInvain(path)) {
                    findings.add(Finding.warning(
                            FindingCode.COVERS_NOTHING,
                            Stage.CHECK,
                            path,
                            "entry " + entry.entry() + " covers " + path + ", which does not exist",
                            "correct `covers:`, or take the entry out when what it backs up is gone for good"));
                }
            }
        }
        return findings;
    }

    private boolean isInvain(String path) {
        String place = path.substring(0, Math.max(0, path.indexOf('/')));
        return seen.entrySet().stream()
                .filter(each -> each.getKey().name().equals(place))
                .map(Map.Entry::getValue)
                .anyMatch(there -> there.troubles().isEmpty()
                        && there.things().stream().noneMatch(t -> t.path().equals(path)));
    }
}
