package io.restoreverifier.check;

import io.restoreverifier.model.Settings;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the catalog declares the checks of git repositories. */
final class RepositorySettings {
    private RepositorySettings() {}

    static Map<String, Checks.Reader> readers() {
        return Map.of(
                "branches",
                (checks, key, zone) -> refs(RefsCheck.Kind.BRANCH, checks, key),
                "tags",
                (checks, key, zone) -> refs(RefsCheck.Kind.TAG, checks, key),
                "commit",
                RepositorySettings::commit,
                "newest-data",
                RepositorySettings::newestCommit);
    }

    private static List<Check> refs(RefsCheck.Kind kind, Settings checks, String key) {
        List<String> names = checks.texts(key);
        if (names.isEmpty()) {
            checks.problem(key, "has no name", "write for example `" + key + ": [NAME]`");
        }
        return List.of(new RefsCheck(kind, names));
    }

    private static List<Check> commit(Settings checks, String key, ZoneId zone) {
        String commit = checks.requiredText(key);
        if (!commit.matches("[0-9a-f]{7,64}")) {
            checks.problem(
                    key,
                    "`" + commit + "` is no name of a commit",
                    "write at least 7 of its digits, in quotes, as `git log` shows them");
        }
        return List.of(new CommitCheck(commit));
    }

    private static List<Check> newestCommit(Settings checks, String key, ZoneId zone) {
        return checks.section(key)
                .map(s -> List.<Check>of(new NewestCommitCheck(Optional.of(s.requiredText("quiet")))))
                .orElse(List.of());
    }
}
