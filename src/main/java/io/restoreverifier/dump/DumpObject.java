package io.restoreverifier.dump;

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
}
