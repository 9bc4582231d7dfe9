package io.restoreverifier.inspect;

import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Quantity;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.InsertTarget;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.ObjectDigester;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of a dump in tar format: each entry that should have data has them, and nobody else has any. Used once. */
final class TarDumpData {
    private static final Pattern TABLE = Pattern.compile("(\\d{1,9})\\.dat");
    private static final Pattern OBJECT = Pattern.compile("blob_(\\d{1,10})\\.dat");
    /** One for all until PostgreSQL 16, one for each group since. */
    private static final Pattern OBJECTS = Pattern.compile("blobs(?:_(\\d{1,9}))?\\.toc");

    private static final Set<String> OF_ITSELF = Set.of("toc.dat", "restore.sql");

    private final Map<Integer, DumpEntry> expected = new LinkedHashMap<>();
    private final Map<Integer, RowDigest> rows = new HashMap<>();
    private final RowsOfDump rowsOfDump;
    private final ObjectDigester objects = new ObjectDigester();
    private final Set<Long> objectsListed = new HashSet<>();
    private final Set<Long> objectsRead = new HashSet<>();
    private final byte[] buffer = new byte[1 << 15];
    private long bytes;

    TarDumpData(List<DumpEntry> entries, RowsOfDump rowsOfDump) {
        this.rowsOfDump = rowsOfDump;
        entries.stream().filter(DumpEntry::hasData).forEach(entry -> expected.put(entry.id(), entry));
    }

    /** Reads a member; says what is wrong with it. */
    Optional<String> take(Entry member, InputStream content) throws IOException {
        Matcher table = TABLE.matcher(member.name());
        Matcher object = OBJECT.matcher(member.name());
        Matcher list = OBJECTS.matcher(member.name());
        if (table.matches()) {
            return table(Integer.parseInt(table.group(1)), content);
        }
        if (object.matches()) {
            return object(Long.parseLong(object.group(1)), content);
        }
        if (list.matches()) {
            return list(Optional.ofNullable(list.group(1)).map(Integer::valueOf), content);
        }
        return OF_ITSELF.contains(member.name()) ? Optional.empty() : Optional.of("pg_dump writes none of that name");
    }

    private Optional<String> table(int id, InputStream content) throws IOException {
        DumpEntry entry = expected.remove(id);
        if (entry == null || entry.holdsLargeObjects()) {
            return Optional.of("no entry of the table of contents waits for it");
        }
        return entry.copied() ? copied(id, content) : inserted(entry, content);
    }

    private Optional<String> copied(int id, InputStream content) throws IOException {
        CopyRows copied = new CopyRows();
        read(content, copied::take);
        copied.rows().ifPresent(digest -> rows.put(id, digest));
        return rows.containsKey(id) ? Optional.empty() : Optional.of("its rows do not end with the end-of-data mark");
    }

    private Optional<String> inserted(DumpEntry entry, InputStream content) throws IOException {
        InsertRows inserted = new InsertRows();
        read(content, inserted::take);
        Optional<RowDigest> digest = rowsOfDump.stringsAreSimple() ? inserted.rows() : Optional.empty();
        if (digest.isPresent()) {
            rows.put(entry.id(), digest.get());
            rowsOfDump.inserted(entry, inserted.target().map(InsertTarget::copied));
        } else {
            rowsOfDump.undigested(entry);
        }
        return Optional.empty();
    }

    private Optional<String> object(long number, InputStream content) throws IOException {
        if (!objectsRead.add(number)) {
            return Optional.of("it is there twice");
        }
        objects.begin(number);
        read(content, objects::take);
        objects.end();
        return Optional.empty();
    }

    private Optional<String> list(Optional<Integer> id, InputStream content) throws IOException {
        Optional<Integer> group = id.or(() -> expected.values().stream()
                .filter(DumpEntry::holdsLargeObjects)
                .map(DumpEntry::id)
                .findFirst());
        if (group.isEmpty() || expected.remove(group.get()) == null) {
            return Optional.of("no entry of the table of contents waits for it");
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ", 2);
            if (!parts[0].matches("\\d{1,10}")) {
                return Optional.of("a line of it is no large object");
            }
            objectsListed.add(Long.parseLong(parts[0]));
        }
        return Optional.empty();
    }

    /** What is not there, as it stands in a sentence; empty when everything is. */
    Optional<String> missing() {
        if (!expected.isEmpty()) {
            String others = expected.size() == 1 ? "" : ", and " + Quantity.number(expected.size() - 1) + " more";
            String first = expected.values().iterator().next().label();
            return Optional.of("member for " + first + others);
        }
        Set<Long> lacking = new HashSet<>(objectsListed);
        lacking.removeAll(objectsRead);
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("member for " + Quantity.of(lacking.size(), "large object", "large objects"));
    }

    /** Rows by the number of their entry. */
    Map<Integer, RowDigest> rows() {
        return rows;
    }

    /** Of the large objects; empty when there are none. */
    Optional<RowDigest> largeObjects() {
        return objectsRead.isEmpty() ? Optional.empty() : Optional.of(objects.digest());
    }

    /** Of all data that were read. */
    long bytes() {
        return bytes;
    }

    private void read(InputStream content, Taker taker) throws IOException {
        for (int n = content.read(buffer, 0, buffer.length); n >= 0; n = content.read(buffer, 0, buffer.length)) {
            bytes += n;
            taker.take(buffer, 0, n);
        }
    }

    /** Whoever wants the bytes of a member. */
    @FunctionalInterface
    private interface Taker {
        void take(byte[] bytes, int offset, int length);
    }
}
