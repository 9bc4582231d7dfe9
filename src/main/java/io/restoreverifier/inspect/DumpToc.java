package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table of contents of a dump, entry by entry in the order in which PostgreSQL's {@code pg_backup_archiver.c}
 * writes their fields. None of it has a checksum, so whatever pg_dump never writes is taken for damage. Used once.
 */
final class DumpToc {
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
    private final DumpRoles roles = new DumpRoles();
    private long nameBytes;

    DumpToc(DumpInput input, DumpHeader header) {
        this.input = input;
        this.header = header;
    }

    List<DumpEntry> read() throws InterruptedIOException, DumpDamage {
        input.in("its table of contents");
        int count = input.readInt();
        if (count < 0 || count > MOST) {
            throw input.corrupt("it cannot have " + Quantity.of(count, "entry", "entries"));
        }
        List<DumpEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        return entries;
    }

    /** The roles that what was read needs, sorted. */
    Set<String> roles() {
        return roles.all();
    }

    private DumpEntry entry() throws InterruptedIOException, DumpDamage {
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
        definition(type);
        input.skipText(); // drop command
        boolean copied = input.skipText() > 0;
        String schema = shared(name());
        input.readName(); // tablespace
        if (header.version() >= 14) {
            input.readName(); // table access method
        }
        if (header.version() >= 16) {
            requireBetween(0, 127, "kind of relation");
        }
        String owner = shared(name());
        roles.owner(owner);
        requireTruth(input.readName());
        dependencies();
        return new DumpEntry(id, type, schema, name, owner, hasData, offset(hasData), copied && hasData);
    }

    /** Only what grants is looked into; everything else may be long. */
    private void definition(String type) throws InterruptedIOException, DumpDamage {
        if (DumpRoles.grants(type)) {
            roles.granted(input.readText(DumpRoles.LONGEST));
        } else {
            input.skipText();
        }
    }

    private void dependencies() throws InterruptedIOException, DumpDamage {
        String dependency = input.readName();
        while (dependency != null) {
            requireNumber(dependency);
            dependency = input.readName();
        }
    }

    private long offset(boolean hasData) throws InterruptedIOException, DumpDamage {
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
