package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreReaderTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void aRuleNamesAFindingItsSubjectAReasonAndALastDay() throws IOException {
        List<IgnoreRule> rules = read("""
                ignore:
                  - {finding: FILE_MISSING, subject: "logs/*", reason: "rotated away, OPS-1", until: 2026-12-31}
                  - {finding: RESTORE_ERRORS, subject: "", reason: "the old server", until: "2027-01-31"}
                """);

        assertThat(messages()).isEmpty();
        assertThat(rules)
                .containsExactly(
                        new IgnoreRule(
                                FindingCode.FILE_MISSING,
                                "logs/*",
                                new Ignored("rotated away, OPS-1", LocalDate.of(2026, 12, 31))),
                        new IgnoreRule(
                                FindingCode.RESTORE_ERRORS,
                                "",
                                new Ignored("the old server", LocalDate.of(2027, 1, 31))));
    }

    @Test
    void whatIsMissingIsToldAllAtOnce() throws IOException {
        assertThat(read("ignore:\n  - {}\n")).isEmpty();

        assertThat(messages())
                .containsExactly(
                        "ignore[0].finding: is missing\n  hint: add `finding: ...`",
                        "ignore[0].subject: is missing\n  hint: copy it from the report; \"*\" is any, \"\" is the backup"
                                + " itself: `subject: \"...\"`",
                        "ignore[0].reason: is missing\n  hint: add `reason: ...`",
                        "ignore[0].until: is missing\n  hint: add `until: ...`");
    }

    @Test
    void aReasonIsNeverBlankAndADayExists() throws IOException {
        assertThat(read("ignore:\n  - {finding: FILE_MISSING, subject: a, reason: ' ', until: 2026-02-30}\n"))
                .isEmpty();

        assertThat(messages())
                .containsExactly(
                        "ignore[0].reason: is empty\n  hint: write `reason: ...`",
                        "ignore[0].until: `2026-02-30` is not a day\n  hint: write for example 2026-12-31");
    }

    @Test
    void aMistypedFindingGetsASuggestion() throws IOException {
        read("ignore:\n  - {finding: CONSTRAINT_NOT_VALDI, subject: a, reason: b, until: 2026-12-31}\n"
                + "  - {finding: whatever, subject: a, reason: b, until: 2026-12-31}\n");

        assertThat(messages())
                .containsExactly(
                        "ignore[0].finding: `CONSTRAINT_NOT_VALDI` is no finding\n"
                                + "  hint: did you mean `CONSTRAINT_NOT_VALID`?",
                        "ignore[1].finding: `whatever` is no finding\n"
                                + "  hint: copy the code from the report; docs/findings.md has them all");
    }

    @Test
    void notKnowingCannotBeIgnored() throws IOException {
        read("ignore:\n  - {finding: TOOL_FAILED, subject: a, reason: b, until: 2026-12-31}\n"
                + "  - {finding: IGNORE_EXPIRED, subject: a, reason: b, until: 2026-12-31}\n");

        assertThat(messages())
                .containsExactly(
                        "ignore[0].finding: `TOOL_FAILED` cannot be ignored: it says that nothing is known of the backup\n"
                                + "  hint: remove what keeps Restore Verifier from telling",
                        "ignore[1].finding: `IGNORE_EXPIRED` cannot be ignored\n  hint: leave it out");
    }

    @Test
    void anUnknownKeyIsTold() throws IOException {
        read("ignore:\n  - {finding: FILE_MISSING, subject: a, reason: b, untill: 2026-12-31, until: 2026-12-31}\n");

        assertThat(messages()).containsExactly("ignore[0].untill: unknown key\n  hint: did you mean `until`?");
    }

    private List<IgnoreRule> read(String ignore) throws IOException {
        Files.writeString(folder.resolve("a.yml"), "backup: a\n" + ignore);
        Catalog catalog = new CatalogReader(name -> null).read(folder, problems);
        catalog.finish();
        return catalog.backups().get(0).ignored();
    }

    private List<String> messages() {
        return problems.all().stream().map(IgnoreReaderTest::message).toList();
    }

    private static String message(Problem problem) {
        return problem.key() + ": " + problem.message()
                + (problem.hint().isEmpty() ? "" : "\n  hint: " + problem.hint());
    }
}
