package io.restoreverifier.check;

import io.restoreverifier.check.Digests.Algorithm;
import io.restoreverifier.check.ManifestEntry.Kind;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code git: {repository: /srv/git/shop.git, ref: v2.6.0}}: what came back is what git has at that ref. Files are held by
 * the names that git gives to their contents, links by where they lead. What git does not know is only counted.
 */
final class GitRefCheck extends FilesCheck {
    private static final Pattern LINE =
            Pattern.compile("([0-7]{6}) (blob|commit) ([0-9a-f]{40}|[0-9a-f]{64})\t(.+)", Pattern.DOTALL);

    private final Path repository;
    private final String ref;

    GitRefCheck(Path repository, String ref) {
        this.repository = repository;
        this.ref = ref;
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        long submodules = 0;
        try (ManifestHolding holding = new ManifestHolding(files.root());
                GitTree tree = GitTree.open(repository, ref, subject.limit())) {
            ManifestLines lines = new ManifestLines(tree.lines());
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                Matcher said = LINE.matcher(line.get());
                if (!said.matches()) {
                    throw new CannotTell(FindingCode.TOOL_FAILED, "git says what is not understood", "");
                }
                if (said.group(2).equals("commit")) {
                    submodules++;
                } else {
                    holding.entry(entry(lines.number(), said));
                }
            }
            tree.end();
            holding.await();
            holding.seekUnnamed("");
            return CheckReport.of(answer(holding, submodules));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while a check was put", "", e);
        }
    }

    private static ManifestEntry entry(long line, Matcher said) {
        boolean link = said.group(1).equals("120000");
        Algorithm algorithm =
                said.group(3).length() == Algorithm.GIT_SHA1.digits() ? Algorithm.GIT_SHA1 : Algorithm.GIT_SHA256;
        return new ManifestEntry(
                line,
                said.group(4),
                said.group(4),
                Optional.of(link ? Kind.LINK : Kind.FILE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(algorithm, said.group(3)),
                false);
    }

    private List<CheckResult> answer(ManifestHolding holding, long submodules) {
        List<CheckResult> results =
                new ArrayList<>(new ManifestAnswer(name(), ref, ManifestAnswer.Words.ofGit(ref), false).of(holding));
        if (submodules > 0) {
            results.add(CheckResult.notApplicable(
                    name(), "submodules", "", submodules + " submodules are in repositories of their own"));
        }
        return results;
    }
}
