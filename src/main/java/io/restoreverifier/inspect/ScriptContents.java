package io.restoreverifier.inspect;

import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.InsertTarget;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.model.RowDigest;
import io.restoreverifier.model.TableOfContents;
import io.restoreverifier.rows.RowDigester;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of contents of a script, and its rows, as they come by. Used once. */
final class ScriptContents {
    private static final String INSERT = "INSERT INTO ";
    private static final byte[] END = ";\n".getBytes(StandardCharsets.US_ASCII);

    private final List<DumpEntry> entries = new ArrayList<>();
    private final Map<Integer, RowDigest> rows = new HashMap<>();
    private final RowsOfDump rowsOfDump = new RowsOfDump();
    private final ScriptObjects objects = new ScriptObjects();
    private final byte[] buffer = new byte[1 << 16];
    private String database = "";
    private String server = "";
    private String tool = "";
    private Optional<LocalDateTime> started = Optional.empty();
    /** What the last heading announced; null before the first. */
    private @Nullable DumpEntry current;
    /** The rows in INSERT commands that the last heading announced. */
    private @Nullable InsertRows inserted;

    private boolean tooLong;

    void comment(String line) {
        server = ScriptLine.serverVersion(line).orElse(server);
        tool = ScriptLine.toolVersion(line).orElse(tool);
        started = ScriptLine.started(line).map(LocalDateTime::parse).or(() -> started);
        ScriptLine.entry(line, entries.size() + 1).ifPresent(entry -> {
            endInserts();
            entries.add(entry);
            current = entry;
            inserted = entry.type().equals("TABLE DATA") && rowsOfDump.stringsAreSimple() ? new InsertRows() : null;
            tooLong = false;
        });
    }

    /** The database that the rest is for. */
    void database(String name) {
        database = name;
    }

    void statement(ScriptPiece statement) {
        if (statement.raw().startsWith(INSERT)) {
            insert(statement);
        } else if (statement.raw().startsWith("SET ")) {
            rowsOfDump.setting(statement.raw());
        } else if (current != null && current.holdsLargeObjects()) {
            objects.statement(statement.raw());
        }
    }

    private void insert(ScriptPiece statement) {
        if (inserted != null && statement.whole()) {
            byte[] bytes = statement.bytes();
            inserted.take(bytes, 0, bytes.length);
            inserted.take(END, 0, END.length);
        } else {
            tooLong = true;
        }
    }

    /** Reads rows that follow a COPY. */
    void copy(ScriptPiece statement, InputStream following) throws IOException {
        inserted = null;
        RowDigester digester = new RowDigester();
        for (int n = following.read(buffer); n >= 0; n = following.read(buffer)) {
            digester.take(buffer, 0, n);
        }
        String command = statement.text() + ";";
        DumpEntry entry = entryOf(command);
        rows.merge(entry.id(), digester.digest(), RowDigest::plus);
        rowsOfDump.take(new DumpObject(entry, "", "", command, Optional.empty(), Optional.empty(), 0, List.of()));
    }

    /** The entry that was announced; of rows that nobody announced, one by what their command says. */
    private DumpEntry entryOf(String command) {
        DumpEntry announced = current;
        if (announced != null && announced.type().equals("TABLE DATA") && !rows.containsKey(announced.id())) {
            return announced;
        }
        CopyTarget target = CopyTarget.of(command).orElse(new CopyTarget("", "?", ""));
        DumpEntry entry =
                new DumpEntry(entries.size() + 1, "TABLE DATA", target.schema(), target.name(), "", true, 0, true);
        entries.add(entry);
        return entry;
    }

    private void endInserts() {
        InsertRows ended = inserted;
        DumpEntry entry = current;
        if (entry == null || ended == null) {
            if (entry != null && tooLong) {
                rowsOfDump.undigested(entry);
            }
            return;
        }
        Optional<RowDigest> digest = tooLong ? Optional.empty() : ended.rows();
        if (digest.isPresent()) {
            rows.put(entry.id(), digest.get());
            rowsOfDump.inserted(entry, ended.target().map(InsertTarget::copied));
        } else {
            rowsOfDump.undigested(entry);
        }
        inserted = null;
    }

    /** Where reading is, for messages. */
    String place() {
        DumpEntry entry = current;
        return entry == null ? "its beginning" : entry.type() + " " + entry.name();
    }

    /**
     * All of it.
     *
     * @param bytes of the whole script
     */
    TableOfContents contents(long bytes) {
        endInserts();
        return new TableOfContents(
                database,
                server,
                tool,
                started,
                Optional.of(bytes),
                DumpInspection.listed(entries, rows),
                Optional.of(rowsOfDump.digested(rows, objects.digest())));
    }

    /** The same as a text for the report; no row of data. */
    String listing() {
        Map<String, String> head = new LinkedHashMap<>();
        started.ifPresent(at -> head.put("written", at + " (its own time zone)"));
        head.put("database", database.isEmpty() ? "(the script does not say)" : database);
        head.put("server", server);
        head.put("pg_dump", tool);
        return DumpListing.text(head, entries, rows);
    }
}
