package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.SqliteScript;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a script of SQLite's {@code .dump} from end to end without running any of it: is it whole, what does it bring, and is
 * there anything that {@code .dump} never writes. Used once.
 */
final class SqliteScriptInspection {
    private static final int LISTED = 1000;
    private static final String UNTIL = "COMMIT";
    /** What a script consists of; everything else acts on more than the database that is being made. */
    private static final Pattern EXPECTED = Pattern.compile(
            "(?:INSERT INTO|CREATE (?:TABLE|VIRTUAL TABLE|(?:UNIQUE )?INDEX|TRIGGER|VIEW)|BEGIN(?: TRANSACTION)?$|COMMIT$"
                    + "|ROLLBACK$|SAVEPOINT \\w+$|RELEASE \\w+$|ANALYZE [\"\\w]+$"
                    + "|(?:DELETE FROM|UPDATE) [\"'`]?sqlite_sequence\\b"
                    + "|PRAGMA (?:foreign_keys|writable_schema|user_version|application_id|encoding)\\b)",
            Pattern.CASE_INSENSITIVE);

    private final FetchedArtifact artifact;
    private final SqliteContents contents = new SqliteContents();
    private final List<Finding> findings = new ArrayList<>();
    private String last = "";
    private boolean unsafe;
    private long bytes;

    private SqliteScriptInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        SqliteScriptInspection inspection = new SqliteScriptInspection(artifact);
        WholeReading.of(artifact, progress, inspection.findings, script -> inspection.read(new SqliteScript(script)));
        return inspection.result();
    }

    private void read(SqliteScript script) throws IOException {
        for (Optional<String> next = script.next(); next.isPresent(); next = script.next()) {
            String statement = next.get();
            bytes += statement.length();
            String begin = statement
                    .substring(0, Math.min(100, statement.length()))
                    .strip()
                    .replaceAll("\\s+", " ");
            if (!EXPECTED.matcher(begin).lookingAt()) {
                refuse(begin);
            }
            contents.statement(statement);
            last = begin.toUpperCase(Locale.ROOT);
        }
        if (script.saysDamaged() || last.equals("ROLLBACK")) {
            find(
                    FindingCode.ARTIFACT_CORRUPT,
                    "the dump says itself that it is not whole: the database was damaged when it was dumped",
                    "look at the database with `PRAGMA integrity_check`, and keep the backups from before");
        } else if (!unsafe && !last.equals(UNTIL)) {
            find(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it ends after " + Quantity.bytes(artifact.bytes()) + " without the line `COMMIT;`",
                    "did the backup job end well, and was its disk full? a pipe hides that: use `set -o pipefail`");
        }
    }

    /** Told once: whatever else is in such a script, nobody should run it. */
    private void refuse(String begin) {
        if (!unsafe) {
            String word = begin.split("[\\s(]", 2)[0].replaceAll("[^\\x21-\\x7e]", "?");
            find(
                    FindingCode.UNSAFE_ENTRY,
                    "the script holds `" + word.substring(0, Math.min(20, word.length()))
                            + "`, which `.dump` never writes there: nothing of it was run",
                    "find out who changed the script, and compare with another copy, before anybody runs it");
        }
        unsafe = true;
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        TableOfContents toc = contents.toc(bytes);
        return new Inspection(
                Format.SQLITE_SQL,
                Optional.of(toc),
                2 * Math.max(bytes, artifact.bytes()),
                findings.isEmpty() && Wrapping.of(head).provesItself(head),
                findings,
                List.of(Attachment.text("table of contents", listing(toc))));
    }

    private static String listing(TableOfContents toc) {
        return toc.entries().stream()
                .limit(LISTED)
                .map(e -> e.type() + " " + e.name()
                        + e.rows()
                                .map(rows -> " (" + Quantity.of(rows, "row", "rows") + ")")
                                .orElse("")
                        + "\n")
                .collect(Collectors.joining());
    }
}
