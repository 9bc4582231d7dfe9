package io.restoreverifier.inspect;

import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.CopyTarget;
import io.restoreverifier.dump.ScriptCommand;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.dump.ScriptReader;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Reads a script of pg_dump from end to end without running any of it: is it whole, what does it bring, and is there
 * anything that pg_dump never writes. A script has no checksum; what it is wrapped in may have one. Used once.
 */
final class ScriptInspection {
    /** How what is refused begins: a dump of INSERT commands has millions of statements that need not be looked at. */
    private static final String MAY_ACT_OUTSIDE = "cCaA";

    private final FetchedArtifact artifact;
    /** Of globals, of the one database, or of each, as they come. */
    private final List<ScriptContents> databases = new ArrayList<>();

    private ScriptContents contents = new ScriptContents();
    private Optional<String> announced = Optional.empty();
    private boolean cluster;
    private boolean clusterEnded;
    private final List<Finding> findings = new ArrayList<>();
    private int begun;
    private int ended;
    private boolean unsafe;
    private long bytes;

    private ScriptInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        ScriptInspection inspection = new ScriptInspection(artifact);
        WholeReading.of(artifact, progress, inspection.findings, script -> inspection.read(new ScriptReader(script)));
        return inspection.result();
    }

    private void read(ScriptReader script) throws IOException {
        for (Optional<ScriptPiece> next = script.next(); next.isPresent(); next = script.next()) {
            ScriptPiece piece = next.get();
            switch (piece.kind()) {
                case COMMENT -> comment(piece.text());
                case COMMAND -> command(piece.text());
                case STATEMENT -> statement(piece);
                case COPY -> copy(piece, script);
            }
        }
        bytes = script.position();
        if (ended == 0 || ended < begun) {
            throw script.incomplete(contents.place() + ": its last line is not `" + ScriptLine.COMPLETE + "`");
        }
        if (cluster && (begun == 0 || !clusterEnded)) {
            throw script.incomplete(contents.place() + ": its last line is not `" + ScriptLine.CLUSTER_COMPLETE + "`");
        }
        if (begun > 1 && !cluster) {
            find(
                    FindingCode.NOT_SUPPORTED,
                    "the script holds " + begun + " dumps one after the other, which this version does not restore",
                    "write each database to a file of its own");
        }
    }

    private void comment(String line) {
        ended += line.equals(ScriptLine.COMPLETE) ? 1 : 0;
        cluster |= line.equals(ScriptLine.CLUSTER);
        clusterEnded |= line.equals(ScriptLine.CLUSTER_COMPLETE);
        announced = ScriptLine.database(line).or(() -> announced);
        if (line.equals(ScriptLine.BEGIN)) {
            begun++;
            if (cluster) {
                contents = new ScriptContents();
                announced.ifPresent(contents::database);
            }
            databases.add(contents);
        }
        contents.comment(line);
    }

    private void command(String command) {
        if (!cluster) {
            ScriptCommand.connect(command).ifPresent(contents::database);
        }
        if (!ScriptCommand.isExpected(command)) {
            refuse("the command `" + command.split("\\s", 2)[0].replaceAll("[^\\x21-\\x7e]", "?") + "` of psql");
        }
    }

    private void statement(ScriptPiece statement) {
        if (MAY_ACT_OUTSIDE.indexOf(statement.raw().charAt(0)) >= 0) {
            String first = firstWords(statement.raw());
            if (first.startsWith("copy")) {
                refuse("a COPY that reads or writes elsewhere");
            } else if (first.startsWith("alter system")) {
                refuse("ALTER SYSTEM");
            }
        }
        contents.statement(statement);
    }

    private static String firstWords(String statement) {
        return statement
                .substring(0, Math.min(64, statement.length()))
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    private void copy(ScriptPiece statement, ScriptReader script) throws IOException {
        if (CopyTarget.of(statement.text() + ";").isEmpty() && !statement.raw().contains(" WITH OIDS ")) {
            refuse("a COPY in other words than pg_dump's");
        }
        contents.copy(statement, script.rows());
    }

    /** Told once: whatever else is in such a script, nobody should run it. */
    private void refuse(String what) {
        if (!unsafe) {
            find(
                    FindingCode.UNSAFE_ENTRY,
                    "the script holds " + what + ", which pg_dump never writes: nothing of it was run",
                    "find out who changed the script, and compare with another copy, before anybody runs it");
        }
        unsafe = true;
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        boolean proven = findings.isEmpty() && Wrapping.of(head).provesItself(head);
        return new Inspection(
                cluster ? Format.POSTGRESQL_CLUSTER : Format.POSTGRESQL_PLAIN,
                Optional.of(cluster ? ofCluster() : contents.contents(bytes)),
                2 * Math.max(bytes, artifact.bytes()) + DumpInspection.FIXED,
                proven,
                findings,
                List.of(Attachment.text("table of contents", listing())));
    }

    private String listing() {
        return cluster
                ? databases.stream().map(ScriptContents::listing).collect(Collectors.joining("\n"))
                : contents.listing();
    }

    /** The database with the most rows, and beside it all others that have a table. */
    private TableOfContents ofCluster() {
        List<TableOfContents> all = databases.stream()
                .map(database -> database.contents(bytes))
                .sorted(Comparator.comparing(ScriptInspection::rows).reversed())
                .toList();
        List<TableOfContents> others =
                all.stream().skip(1).filter(c -> c.count("TABLE") > 0).toList();
        return all.isEmpty() ? contents.contents(bytes) : all.get(0).with(others);
    }

    private static long rows(TableOfContents contents) {
        return contents.entries().stream().mapToLong(e -> e.rows().orElse(0L)).sum();
    }
}
