package io.restoreverifier.dump;

import io.restoreverifier.archive.Quantity;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of contents of a dump, entry by entry in the order in which PostgreSQL's {@code pg_backup_archiver.c}
 * writes their fields. None of it has a checksum, so whatever pg_dump never writes is taken for damage. Used once.
 */
final class DumpToc {
    /** Whose texts say what must be known to list and to read the rest: settings, and the numbers of large objects. */
    private static final Set<String> TELLING = Set.of("ENCODING", "STDSTRINGS", "BLOB METADATA");

    private static final int MOST = 10_000_000;

    /** Bytes of names kept in memory: ten million real ones. */
    private static final long MOST_NAME_BYTES = 1L << 30;

    private static final int POSITION_NOT_SET = 1;
    private static final int POSITION_SET = 2;
    private static final int NO_DATA = 3;

    private final DumpInput input;
    private final DumpHeader header;
    private final Map<String, String> known = new HashMap<>();
    private final Set<Integer> ids = new HashSet<>();
    private long nameBytes;

    private final Definitions definitions;
    private final boolean filed;
    private int left = -1;

    /** @param filed whether the data of each entry are in a file of their own, which it names in the place of an offset */
    DumpToc(DumpInput input, DumpHeader header, Definitions definitions, boolean filed) {
        this.filed = filed;
        this.input = input;
        this.header = header;
        this.definitions = definitions;
    }

    Optional<DumpObject> next() throws InterruptedIOException, DumpDamage {
        if (left < 0) {
            left = count();
        }
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        return Optional.of(entry());
    }

    private int count() throws InterruptedIOException, DumpDamage {
        input.in("its table of contents");
        int count = input.readInt();
        if (count < 0 || count > MOST) {
            throw input.corrupt("it cannot have " + Quantity.of(count, "entry", "entries"));
        }
        return count;
    }

    private DumpObject entry() throws InterruptedIOException, DumpDamage {
        int id = input.readInt();
        if (id <= 0 || !ids.add(id)) {
            throw input.corrupt("an entry's number " + id + " is not positive or used twice");
        }
        boolean hasData = flag();
        requireNumber(input.readName());
        requireNumber(input.readName());
        String name = name();
        String type = type();
        requireBetween(1, 4, "section");
        boolean wanted = definitions == Definitions.READ;
        boolean ofRows = definitions == Definitions.OF_ROWS;
        String definition = wanted || (ofRows && TELLING.contains(type)) ? text() : skipped();
        String drop = wanted ? text() : skipped();
        String copy = wanted || ofRows ? text() : skipped();
        String schema = shared(name());
        Optional<String> tablespace = Optional.ofNullable(input.readName());
        Optional<String> accessMethod =
                header.version() >= 14 ? Optional.ofNullable(input.readName()) : Optional.empty();
        int kind = header.version() >= 16 ? requireBetween(0, 127, "kind of relation") : 0;
        String owner = shared(name());
        requireTruth(input.readName());
        List<Integer> dependencies = dependencies();
        boolean copied = hasData && !copy.isEmpty();
        DumpEntry entry = new DumpEntry(id, type, schema, name, owner, hasData, offset(hasData), copied);
        return definitions == Definitions.SKIPPED
                ? new DumpObject(entry, "", "", "", tablespace, accessMethod, kind, dependencies)
                : new DumpObject(entry, definition, drop, copy, tablespace, accessMethod, kind, dependencies);
    }

    private String text() throws InterruptedIOException, DumpDamage {
        return Objects.requireNonNullElse(input.readText(), "");
    }

    /** Says no more of a text than whether there is one. */
    private String skipped() throws InterruptedIOException, DumpDamage {
        return input.skipText() > 0 ? "skipped" : "";
    }

    private List<Integer> dependencies() throws InterruptedIOException, DumpDamage {
        List<Integer> dependencies = new ArrayList<>();
        String dependency = input.readName();
        while (dependency != null) {
            requireNumber(dependency);
            if (definitions == Definitions.READ) {
                dependencies.add((int) Math.min(Integer.MAX_VALUE, Long.parseLong(dependency)));
            }
            dependency = input.readName();
        }
        return dependencies;
    }

    private long offset(boolean hasData) throws InterruptedIOException, DumpDamage {
        if (filed) {
            input.readName();
            return 0;
        }
        int state = input.readByte();
        long offset = input.readOffset();
        boolean possible = hasData ? state == POSITION_SET || state == POSITION_NOT_SET : state == NO_DATA;
        if (!possible || offset < 0) {
            throw input.corrupt("an entry cannot have its data in state " + state);
        }
        return state == POSITION_SET ? offset : 0;
    }

    /** Types are words in capitals, such as {@code TABLE DATA}. */
    private String type() throws InterruptedIOException, DumpDamage {
        String type = shared(name());
        boolean plausible = !type.isEmpty() && type.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == ' ');
        if (!plausible) {
            throw input.corrupt("an entry's type is not in capital letters");
        }
        return type;
    }

    private String name() throws InterruptedIOException, DumpDamage {
        String name = input.readName();
        if (name == null) {
            return "";
        }
        return counted(name);
    }

    private String counted(String name) throws DumpDamage {
        nameBytes += name.length();
        if (nameBytes > MOST_NAME_BYTES) {
            throw input.corrupt("its names take more than " + Quantity.bytes(MOST_NAME_BYTES));
        }
        return name;
    }

    /** Types, schemas and owners repeat in every entry: one instance of each will do. */
    private String shared(String text) {
        return known.computeIfAbsent(text, t -> t);
    }

    private boolean flag() throws InterruptedIOException, DumpDamage {
        return requireBetween(0, 1, "flag") == 1;
    }

    private int requireBetween(int least, int most, String what) throws InterruptedIOException, DumpDamage {
        int value = input.readInt();
        if (value < least || value > most) {
            throw input.corrupt("an entry's " + what + " cannot be " + value);
        }
        return value;
    }

    private void requireNumber(@Nullable String text) throws DumpDamage {
        if (text == null
                || text.isEmpty()
                || text.length() > 10
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw input.corrupt("an entry's reference is no number");
        }
    }

    private void requireTruth(@Nullable String text) throws DumpDamage {
        if (text == null || !(text.equals("true") || text.equals("false"))) {
            throw input.corrupt("an entry's flag is neither true nor false");
        }
    }
}
