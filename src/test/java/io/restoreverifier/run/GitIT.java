package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.restore.GitArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A git bundle as an entry of the catalog, end to end. */
class GitIT {
    private static final String WHOLE = """
            branches: [main, release]
              tags: [v1, v2]
              contains: ["src/*.java"]
              commands: [{name: it is seen, image: "debian:bookworm-slim", run: "test -L link"}]
              commit: "%s"
            """;

    @TempDir
    static Path home;

    private static byte[] bundle;
    private static String commit;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        bundle = GitArtifact.of(
                Files.createDirectory(home.resolve("made")),
                "git rev-parse v1 >../commit; git bundle create -q ../artifact --all");
        commit = Files.readString(home.resolve("made/commit")).strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "local"})
    void comesBackAndPasses(String sandbox) throws Exception {
        Outcome outcome = verify(sandbox, "26h", WHOLE.formatted(commit));

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(outcome.notes())
                .anyMatch(
                        note -> note.startsWith("git fsck --full --strict found the repository whole; checked out: "));
        assertThat(outcome.checks())
                .filteredOn(c -> c.check().equals("newest-data"))
                .singleElement()
                .satisfies(c -> assertThat(c.found()).startsWith("2026-11-20T17:00:00Z, 13h old, commit "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branches: [main, gone] | GIT_BROKEN there is no branch gone, found 2 others",
                "tags: [v1, v3] | GIT_BROKEN there is no tag v3, found 2 others",
                "commit: 'abcdef0' | GIT_BROKEN no branch and no tag leads to the commit abcdef0"
            })
    void whatTheEntryExpectsIsMissed(String check, String expected) throws Exception {
        assertThat(errors(verify("local", "26h", check))).containsExactly(expected);
    }

    @Test
    void theNewestCommitIsHeldAgainstTheRpo() throws Exception {
        assertThat(errors(verify("local", "12h", "{}")))
                .singleElement()
                .asString()
                .matches("RPO_EXCEEDED the newest commit is 13h old \\(of 2026-11-20T17:00:00Z, [0-9a-f]{40}\\),"
                        + " expected at most 12h old");
        assertThat(verify("local", "12h", "newest-data: {quiet: a finished project}")
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    private static List<String> errors(Outcome outcome) {
        return outcome.findings().stream()
                .filter(Finding::isError)
                .map(f -> f.code() + " " + f.message())
                .toList();
    }

    private static Outcome verify(String sandbox, String rpo, String checks) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(home, "run");
        Path artifact =
                Files.write(Files.createDirectory(folder.resolve("backups")).resolve("newest"), bundle);
        Files.setLastModifiedTime(artifact, FileTime.from(Instant.parse("2026-11-21T02:00:00Z")));
        return OneEntry.verifyEntry(folder, sandbox, """
                backup: shop
                source: {directory: backups, newest: "newest"}
                objectives: {rpo: %s}
                restore: {git: {}}
                checks:
                  %s
                """.formatted(rpo, checks));
    }
}
