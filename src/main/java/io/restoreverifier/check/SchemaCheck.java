package io.restoreverifier.check;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code schema: reference/shop.schema}: the restored schema is the one of the reference, object by object. */
final class SchemaCheck extends DatabaseCheck {
    private static final String NAME = "schema";
    private static final String WRITE =
            "mvn verify -DskipUnitTests -Drestore.only=NAME -Drestore.write-references=true";
    private static final int NAMED = 5;

    private final Path reference;
    private final boolean writing;
    /** Older artifacts, which are tried when the newest fails, must not write over what it has written. */
    private final AtomicBoolean written = new AtomicBoolean();

    SchemaCheck(Path reference) {
        this(reference, false);
    }

    private SchemaCheck(Path reference, boolean writing) {
        this.reference = reference;
        this.writing = writing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Check writingReference() {
        return new SchemaCheck(reference, true);
    }

    @Override
    CheckReport put(Connection connection, Subject subject) throws SQLException {
        SchemaText found = SchemaText.of(connection, subject.restored());
        if (writing && written.compareAndSet(false, true)) {
            write(found.written());
            return CheckReport.of(CheckResult.notApplicable(
                    NAME,
                    "",
                    "",
                    "the reference was written: "
                            + TableName.number(found.objects().size()) + " objects in " + reference));
        }
        return compared(read(), found);
    }

    private CheckReport compared(SchemaText expected, SchemaText found) {
        List<String> differences = expected.differences(found);
        String all = TableName.number(expected.objects().size()) + " objects as in " + reference.getFileName();
        if (differences.isEmpty()) {
            return CheckReport.of(CheckResult.passed(NAME, "", all, "all are"));
        }
        String named = String.join(", ", differences.subList(0, Math.min(NAMED, differences.size())))
                + (differences.size() > NAMED ? " and " + (differences.size() - NAMED) + " more" : "");
        String servers = expected.server().equals(found.server())
                ? ""
                : "; the reference was read from " + expected.server() + ", this from "
                        + found.server().substring(found.server().lastIndexOf(' ') + 1);
        CheckResult result = CheckResult.withFinding(
                NAME,
                "",
                all,
                named,
                Finding.error(
                        FindingCode.SCHEMA_DRIFTED,
                        Stage.CHECK,
                        NAME,
                        "the schema differs from " + reference.getFileName()
                                + " (- missing, + more, ~ other than there): " + named + servers,
                        "if the change was wanted, write the reference again and look at `git diff`: " + WRITE));
        return new CheckReport(
                List.of(result),
                Optional.empty(),
                List.of(Attachment.text("schema differences", String.join("\n", differences) + "\n")));
    }

    private SchemaText read() {
        try {
            SchemaText read = SchemaText.parse(Files.readString(reference));
            if (read.objects().isEmpty()) {
                throw new CannotTell(FindingCode.NOTHING_CHECKED, reference + " names no object", "write it: " + WRITE);
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new CannotTell(
                    FindingCode.NOTHING_CHECKED,
                    "there is no reference for the schema: " + reference,
                    "write it: " + WRITE,
                    e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.NOTHING_CHECKED,
                    "the reference for the schema cannot be read: " + e.getMessage(),
                    "see who may read " + reference,
                    e);
        }
    }

    /** Whoever reads it sees the old one or the new one. */
    private void write(String text) {
        try {
            Path folder = reference.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".schema", ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, reference, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the reference for the schema cannot be written: " + e.getMessage(),
                    "see who may write " + reference,
                    e);
        }
    }
}
