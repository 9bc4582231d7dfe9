package io.restoreverifier.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the entries of a catalog stand on, as far as it is stated, and what is left when some of it is lost.
 *
 * @param places each failure domain once, in the order of kinds and names
 * @param losses an answer for each name of a domain, in their order
 */
public record GroundMap(List<Place> places, List<Lost> losses) {
    /** Of a catalog that does not say where anything stands. */
    public static final GroundMap NONE = new GroundMap(List.of(), List.of());

    public GroundMap {
        places = List.copyOf(places);
        losses = List.copyOf(losses);
    }

    /**
     * A failure domain.
     *
     * @param kind {@code host}, {@code array}, {@code site}, {@code provider} or {@code account}
     * @param tenants what is stated to stand in it
     */
    public record Place(String kind, String name, List<Tenant> tenants) {
        public Place {
            tenants = List.copyOf(tenants);
        }

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** What of an entry stands somewhere. */
    public enum Role {
        PRODUCTION,
        COPY,
        /** An array or a host itself, which is asked how it is. */
        STORAGE
    }

    /**
     * Something that stands in a failure domain.
     *
     * @param entry of the catalog
     * @param name of the copy, or what else it is, in words
     * @param proof of a copy whether it came back when it was restored last, of storage how it is; COULD_NOT_VERIFY when
     *     that was never known. Empty for production
     */
    public record Tenant(String entry, String name, Role role, Optional<Verdict> proof) {}

    /** What becomes of an entry. */
    public enum Fate {
        STAYS,
        COMES_BACK,
        UNKNOWN,
        LOST
    }

    /**
     * What becomes of an entry when a failure domain is lost.
     *
     * @param from the copy that it comes back from, and the artifact; empty for those of an application, and when there is
     *     none
     * @param age of the data that is left
     * @param back how long until it is back
     * @param text all of it in words
     */
    public record Answer(
            String entry, Fate fate, String from, Optional<Duration> age, Optional<Duration> back, String text) {}

    /**
     * What is left when a failure domain is lost.
     *
     * @param domain its name, of whatever kind
     * @param answers of all entries that go with it; of what stays nothing is said
     */
    public record Lost(String domain, List<Answer> answers) {
        public Lost {
            answers = List.copyOf(answers);
        }

        /** FAILED when something is lost for good, COULD_NOT_VERIFY when that or the time is not known. */
        public Verdict verdict() {
            Verdict verdict = Verdict.PASSED;
            for (Answer answer : answers) {
                verdict = verdict.and(verdict(answer.fate()));
            }
            return verdict;
        }

        private static Verdict verdict(Fate fate) {
            return switch (fate) {
                case STAYS, COMES_BACK -> Verdict.PASSED;
                case UNKNOWN -> Verdict.COULD_NOT_VERIFY;
                case LOST -> Verdict.FAILED;
            };
        }
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** The worst of all losses. */
    public Verdict verdict() {
        return losses.stream().map(Lost::verdict).reduce(Verdict.PASSED, Verdict::and);
    }

    /** One of several, each of a share of one catalog. */
    public static GroundMap joined(List<GroundMap> maps) {
        Map<String, Place> places = new LinkedHashMap<>();
        Map<String, Lost> losses = new LinkedHashMap<>();
        for (GroundMap map : maps) {
            map.places().forEach(place -> places.merge(place.toString(), place, GroundMap::both));
            map.losses().forEach(lost -> losses.merge(lost.domain(), lost, GroundMap::both));
        }
        return new GroundMap(List.copyOf(places.values()), List.copyOf(losses.values()));
    }

    private static Place both(Place one, Place other) {
        LinkedHashSet<Tenant> tenants = new LinkedHashSet<>(one.tenants());
        tenants.addAll(other.tenants());
        return new Place(one.kind(), one.name(), List.copyOf(tenants));
    }

    /** A part of an application may have been asked on two machines; the worse answer stands. */
    private static Lost both(Lost one, Lost other) {
        Map<String, Answer> worst = new LinkedHashMap<>();
        List<Answer> all = new ArrayList<>(one.answers());
        all.addAll(other.answers());
        all.forEach(answer ->
                worst.merge(answer.entry(), answer, (a, b) -> a.fate().compareTo(b.fate()) >= 0 ? a : b));
        return new Lost(one.domain(), List.copyOf(worst.values()));
    }
}
