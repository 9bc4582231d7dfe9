package io.restoreverifier.catalog;

import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which entries of a catalog this run verifies.
 *
 * @param words names and tags; empty for all entries
 * @param shard this machine's share, from 1
 * @param shards among how many machines the entries are shared out
 */
public record Selection(List<String> words, int shard, int shards) {
    private static final Pattern SHARD = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    public Selection {
        words = List.copyOf(words);
    }

    /**
     * Reads {@code restore.only} and {@code restore.shard}; blank texts mean all entries and the only machine. A shard
     * that is none becomes a problem.
     */
    public static Selection parse(String only, String shard, Problems problems) {
        List<String> words = Arrays.stream(only.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        Matcher matcher = SHARD.matcher(shard.isBlank() ? "1/1" : shard.strip());
        int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int of = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (number < 1 || number > of) {
            note("restore.shard", "`" + shard.strip() + "` is not a shard", "write for example 2/8", problems);
            return new Selection(words, 1, 1);
        }
        return new Selection(words, number, of);
    }

    /**
     * The catalog with only the entries that are this machine's. Selected entries are dealt out in their order, so that
     * over all shards each comes up exactly once, and critical ones are spread evenly. A word that matches nothing is a
     * problem, and so is a selection of nothing.
     *
     * @param beside names of what stands in {@code catalog.yml} and can be chosen alike
     */
    public Catalog select(Catalog catalog, Set<String> beside, Problems problems) {
        List<String> selected = entries(catalog)
                .filter(entry -> words.isEmpty() || words.stream().anyMatch(entry::isMeantBy))
                .map(Entry::name)
                .toList();
        noteUnknownWords(catalog, beside, problems);
        Set<String> mine = new HashSet<>();
        for (int i = shard - 1; i < selected.size(); i += shards) {
            mine.add(selected.get(i));
        }
        if (mine.isEmpty() && !selected.isEmpty()) {
            String message = "shard " + shard + "/" + shards + " gets nothing, entries selected: " + selected.size();
            note("restore.shard", message, "use fewer shards", problems);
        } else if (mine.isEmpty() && problems.isEmpty() && beside.stream().noneMatch(this::takes)) {
            note("restore.only", "nothing is selected", "", problems);
        }
        return new Catalog(
                catalog.backups().stream().filter(b -> mine.contains(b.name())).toList(),
                catalog.applications().stream()
                        .filter(a -> mine.contains(a.name()))
                        .toList(),
                catalog.storage().stream().filter(s -> mine.contains(s.name())).toList(),
                catalog.now(),
                catalog.images(),
                catalog.common(),
                catalog.secrets());
    }

    /** Whether what stands beside the entries is for this machine: the first one, when it was chosen or nothing was. */
    public boolean takes(String beside) {
        return shard == 1 && (words.isEmpty() || words.contains(beside));
    }

    private void noteUnknownWords(Catalog catalog, Set<String> beside, Problems problems) {
        Set<String> known = entries(catalog)
                .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.labels().tags().stream()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        known.addAll(beside);
        for (String word : words) {
            if (!known.contains(word)) {
                String message = "`" + word + "` is neither the name nor a tag of an entry";
                note("restore.only", message, Suggestions.hint(word, known), problems);
            }
        }
    }

    private static Stream<Entry> entries(Catalog catalog) {
        List<Entry> entries = new ArrayList<>();
        catalog.backups().forEach(b -> entries.add(new Entry(b.name(), b.labels())));
        catalog.applications().forEach(a -> entries.add(new Entry(a.name(), a.labels())));
        catalog.storage().forEach(s -> entries.add(new Entry(s.name(), s.labels())));
        return entries.stream();
    }

    /** A property stands where otherwise a file does. */
    private static void note(String property, String message, String hint, Problems problems) {
        problems.add(new Problem(new Location(Path.of(property), 0), "", message, hint));
    }

    private record Entry(String name, EntryLabels labels) {
        boolean isMeantBy(String word) {
            return name.equals(word) || labels.tags().contains(word);
        }
    }
}
