package io.restoreverifier.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A folder whose artifacts were cut into parts, as split(1) does: each set of parts is one file, called by the parts' name without
 * their suffix, and read one part after the other. All else in the folder stays as it is.
 */
final class SplitFolder implements Folder {
    private final Folder around;

    SplitFolder(Folder around) {
        this.around = around;
    }

    @Override
    public Sight look() {
        return new SplitSight(around.look());
    }

    @Override
    public InputStream open(String name) throws IOException {
        List<PartName> parts = SplitSight.sets(around.look().names()).get(name);
        return parts == null ? around.open(name) : new JoinedStream(around, parts);
    }

    /** Where its first part would be looked for, whatever the suffix is. */
    @Override
    public String location(String name) {
        return around.location(name + ".*");
    }

    @Override
    public Function<String, Optional<String>> namesHere() {
        Function<String, Optional<String>> names = around.namesHere();
        return location -> names.apply(location)
                .map(name -> name.endsWith(".*")
                        ? name.substring(0, name.length() - 2)
                        : PartName.of(name).map(PartName::whole).orElse(name));
    }

    @Override
    public Folder files() {
        return around.files();
    }

    @Override
    public Optional<Folder> trees() {
        return around.trees();
    }

    /** What was to be seen, with the parts of each set as one file. */
    private static final class SplitSight implements Sight {
        private final Sight around;
        private final Map<String, List<PartName>> sets;
        /** Parts that are still being written, by the whole. */
        private final Map<String, String> unfinished = new HashMap<>();

        SplitSight(Sight around) {
            this.around = around;
            this.sets = sets(around.names());
            around.names().stream()
                    .filter(name -> UnfinishedNames.isOne(name) && name.indexOf('.') > 0)
                    .forEach(name -> PartName.of(name.substring(0, name.lastIndexOf('.')))
                            .ifPresent(part -> unfinished.put(part.whole(), name)));
        }

        /** In the order of their parts. Of parts with suffixes of several lengths, those that are most are meant. */
        static Map<String, List<PartName>> sets(List<String> names) {
            Map<String, Map<String, List<PartName>>> byStyle = new TreeMap<>();
            for (String name : names) {
                PartName.of(name)
                        .filter(part -> !UnfinishedNames.isOne(name))
                        .ifPresent(part -> byStyle.computeIfAbsent(part.whole(), whole -> new TreeMap<>())
                                .computeIfAbsent(part.style(), style -> new ArrayList<>())
                                .add(part));
            }
            Map<String, List<PartName>> sets = new TreeMap<>();
            byStyle.forEach((whole, styles) -> styles.values().stream()
                    .max(Comparator.comparing(List::size))
                    .ifPresent(parts -> {
                        parts.sort(Comparator.comparing(PartName::number));
                        sets.put(whole, parts);
                    }));
            return sets;
        }

        @Override
        public List<String> names() {
            Set<String> parts = new HashSet<>();
            sets.values().forEach(set -> set.forEach(part -> parts.add(part.name())));
            Set<String> names = new LinkedHashSet<>(around.names());
            names.removeAll(parts);
            names.addAll(sets.keySet());
            return List.copyOf(names);
        }

        @Override
        public Optional<Look> at(String name) {
            List<PartName> parts = sets.get(name);
            if (parts == null) {
                return around.at(name);
            }
            long bytes = 0;
            Instant modified = Instant.MIN;
            for (PartName part : parts) {
                Optional<Look> look = around.at(part.name());
                if (look.isEmpty() || look.get().kind() != Look.Kind.FILE) {
                    return look.map(other -> Look.other(name, other.kind()));
                }
                bytes += look.get().bytes();
                modified = look.get().modified().isAfter(modified) ? look.get().modified() : modified;
            }
            return Optional.of(Look.file(name, bytes, modified));
        }

        @Override
        public Optional<String> missing(String name) {
            List<PartName> parts = sets.getOrDefault(name, List.of());
            long expected = parts.isEmpty() ? 0 : parts.get(0).first();
            for (PartName part : parts) {
                if (part.number() != expected) {
                    return Optional.of("part " + part.at(expected));
                }
                expected++;
            }
            return Optional.ofNullable(unfinished.get(name)).map(part -> "finished " + part);
        }
    }
}
