package io.restoreverifier.inspect;

import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.model.DumpedRows;
import io.restoreverifier.model.RowDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which table each row of a dump belongs to, as its table of contents says. Used once. */
final class RowsOfDump {
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(\\w+)';\\s*");

    private static final Pattern STRINGS = Pattern.compile("SET standard_conforming_strings = 'on';\\s*");

    /** Their characters may end in a backslash. */
    private static final Set<String> AMBIGUOUS =
            Set.of("BIG5", "GB18030", "GBK", "JOHAB", "SHIFT_JIS_2004", "SJIS", "UHC");

    private final Map<DumpEntry, Optional<CopyTarget>> targets = new LinkedHashMap<>();
    /** Partitions have the same columns: one instance of each list will do. */
    private final Map<String, String> columns = new HashMap<>();

    private String encoding = "UTF8";
    private boolean standardStrings = true;

    /** Takes note of the next entry. */
    void take(DumpObject object) {
        DumpEntry entry = object.entry();
        if (entry.type().equals("ENCODING")) {
            Matcher matcher = ENCODING.matcher(object.definition());
            encoding = matcher.matches() ? matcher.group(1) : encoding;
        }
        if (entry.type().equals("STDSTRINGS")) {
            standardStrings = STRINGS.matcher(object.definition()).matches();
        }
        if (entry.type().equals("TABLE DATA") && entry.hasData()) {
            targets.put(entry, CopyTarget.of(object.copy()).map(target -> shared(target, entry)));
        }
    }

    /** Takes note of what a script says of its texts. */
    void setting(String statement) {
        Matcher named = ENCODING.matcher(statement + ";");
        encoding = named.matches() ? named.group(1) : encoding;
        if (statement.startsWith("SET standard_conforming_strings")) {
            standardStrings = statement.endsWith("= on");
        }
    }

    /** Whether the strings of INSERT commands can be read byte by byte. */
    boolean stringsAreSimple() {
        return standardStrings && !AMBIGUOUS.contains(encoding);
    }

    /** Says where the rows of an entry without a COPY command go; of one without rows it is not known, nor needed. */
    void inserted(DumpEntry entry, Optional<CopyTarget> target) {
        CopyTarget into = target.orElseGet(() -> new CopyTarget(entry.schema(), entry.name(), ""));
        targets.put(entry, Optional.of(shared(into, entry)));
    }

    /** Says of an entry that its rows could not be made out. */
    void undigested(DumpEntry entry) {
        targets.put(entry, Optional.empty());
    }

    /** With what was digested of each entry, and of the large objects. */
    DumpedRows digested(Map<Integer, RowDigest> digests, Optional<RowDigest> largeObjects) {
        List<DumpedRows.Table> tables = new ArrayList<>();
        List<String> undigested = new ArrayList<>();
        targets.forEach((entry, target) -> {
            @Nullable RowDigest digest = digests.get(entry.id());
            if (target.isPresent() && digest != null) {
                CopyTarget into = target.get();
                tables.add(new DumpedRows.Table(into.schema(), into.name(), into.columns(), digest));
            } else {
                undigested.add(entry.schema() + "." + entry.name());
            }
        });
        return new DumpedRows(encoding, tables, undigested, largeObjects);
    }

    private CopyTarget shared(CopyTarget target, DumpEntry entry) {
        String schema = target.schema().isEmpty() ? entry.schema() : target.schema();
        String listed = columns.computeIfAbsent(target.columns(), c -> c);
        return new CopyTarget(schema, target.name(), listed);
    }
}
