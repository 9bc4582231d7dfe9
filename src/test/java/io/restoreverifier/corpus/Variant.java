package io.restoreverifier.corpus;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An artifact that differs from the whole one in one respect, and what must be said of it.
 *
 * @param name of its entry in the catalog
 * @param differs in words, as the document of the corpus says it
 * @param code the first error that is told; none for a twin that is whole
 * @param besides further errors that follow from the same damage
 * @param older whether whole older artifacts lie beside it
 * @param entry what its entry says differently from the sample's own
 */
record Variant(
        String name,
        Sample sample,
        String differs,
        List<FindingCode> code,
        Set<FindingCode> besides,
        boolean older,
        UnaryOperator<String> entry,
        Damage damage) {

    /** Lays down what the night has brought. */
    @FunctionalInterface
    interface Damage {
        void into(Night night) throws IOException, InterruptedException;
    }

    static Variant whole(Sample sample, String name, String differs, Damage damage) {
        return new Variant(name, sample, differs, List.of(), Set.of(), false, UnaryOperator.identity(), damage);
    }

    static Variant broken(Sample sample, String name, String differs, FindingCode code, Damage damage) {
        return new Variant(name, sample, differs, List.of(code), Set.of(), false, UnaryOperator.identity(), damage);
    }

    Variant besides(FindingCode first, FindingCode... more) {
        return new Variant(name, sample, differs, code, EnumSet.of(first, more), older, entry, damage);
    }

    /** Another check tells of it before the one that it is for. */
    Variant toldFirstAs(FindingCode first) {
        Set<FindingCode> after = EnumSet.copyOf(code);
        after.addAll(besides);
        return new Variant(name, sample, differs, List.of(first), after, older, entry, damage);
    }

    Variant withOlder() {
        return new Variant(name, sample, differs, code, besides, true, entry, damage);
    }

    /** Its entry says something else in one place. */
    Variant saying(String instead, String of) {
        return with(text -> {
            if (!text.contains(of)) {
                throw new IllegalArgumentException(name + ": the entry does not say " + of);
            }
            return text.replace(of, instead);
        });
    }

    /** Its entry says something more at its end. */
    Variant sayingMore(String lines) {
        return with(text -> text + lines);
    }

    /** Its entry declares no check. */
    Variant bare() {
        return bare("");
    }

    /** Its entry declares these checks and no others. */
    Variant bare(String checks) {
        return with(text -> text.replaceFirst("(?s)\\nchecks:.*", "\n") + checks);
    }

    private Variant with(UnaryOperator<String> change) {
        return new Variant(
                name, sample, differs, code, besides, older, text -> change.apply(entry.apply(text)), damage);
    }

    boolean isWhole() {
        return code.isEmpty();
    }

    /** Every code that must be told as an error, and no other. */
    Set<FindingCode> errors() {
        Set<FindingCode> all = EnumSet.noneOf(FindingCode.class);
        all.addAll(code);
        all.addAll(besides);
        return all;
    }

    static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        all.addAll(DamagedDumps.variants());
        all.addAll(BrokenDatabases.variants());
        all.addAll(LostObjects.variants());
        all.addAll(BrokenRows.variants());
        all.addAll(HealthyTwins.variants());
        all.addAll(WrongOrOldDatabases.variants());
        all.addAll(DriftedSchemas.variants());
        all.addAll(BrokenCode.variants());
        all.addAll(BrokenManifests.variants());
        all.addAll(UnsafeArchives.variants());
        all.addAll(MismatchedPairs.variants());
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return name;
    }
}
