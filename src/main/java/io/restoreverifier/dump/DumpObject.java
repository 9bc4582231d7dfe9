package io.restoreverifier.dump;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a table of contents with what restores it. The texts are empty where the entry has none, and all of them
 * when definitions were not asked for.
 *
 * @param definition statements, sent as one text; of a group of large objects its numbers, a line each
 * @param drop what would remove it: the only place where a function's or an operator's types stand
 * @param copy the COPY command that its data follow
 * @param tablespace empty for what lies in none; the empty text for the database's own
 * @param accessMethod of a table, such as {@code heap}; empty when it is not said
 * @param kind PostgreSQL's {@code relkind}; 0 when it is not said
 * @param dependencies numbers of the entries that it needs
 */
public record DumpObject(
        DumpEntry entry,
        String definition,
        String drop,
        String copy,
        Optional<String> tablespace,
        Optional<String> accessMethod,
        int kind,
        List<Integer> dependencies) {

    public DumpObject {
        dependencies = List.copyOf(dependencies);
    }

    /** Whether it stands for many large objects, as it does since PostgreSQL 17. */
    public boolean isGroupOfLargeObjects() {
        return entry.type().equals("BLOB METADATA");
    }

    /** The numbers of a group's large objects; unsigned. Empty when definitions were not asked for, and of all else. */
    public int[] largeObjects() {
        return !isGroupOfLargeObjects()
                ? new int[0]
                : definition
                        .lines()
                        .filter(line -> line.matches("\\d{1,10}"))
                        .mapToInt(Integer::parseUnsignedInt)
                        .toArray();
    }

    /** What is listed: the entry, or of a group each large object, as if it were an entry of its own. */
    public List<DumpEntry> listed() {
        List<DumpEntry> members = Arrays.stream(largeObjects())
                .mapToObj(oid -> entry.largeObject(Integer.toUnsignedString(oid)))
                .toList();
        return members.isEmpty() ? List.of(entry) : members;
    }
}
