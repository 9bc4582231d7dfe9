package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code contains: [pom.xml, "src/**", ...]}: each path or glob has at least one file that is not empty. */
final class ContainsCheck extends FilesCheck {
    private final List<String> patterns;

    ContainsCheck(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    @Override
    public String name() {
        return "contains";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        long[] counts = new long[patterns.size()];
        List<Glob> globs = patterns.stream().map(Glob::of).toList();
        try (Stream<Path> tree = Files.walk(files.root())) {
            for (Path file : (Iterable<Path>) tree.filter(ContainsCheck::isFile)::iterator) {
                Path relative = files.root().relativize(file);
                for (int i = 0; i < counts.length; i++) {
                    counts[i] += globs.get(i).matches(relative) ? 1 : 0;
                }
            }
        }
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            results.add(result(patterns.get(i), counts[i]));
        }
        return CheckReport.of(results);
    }

    private CheckResult result(String pattern, long count) {
        String expected = "at least one file that is not empty";
        if (count > 0) {
            return CheckResult.passed(name(), pattern, expected, count + (count == 1 ? " file" : " files"));
        }
        return CheckResult.withFinding(
                name(),
                pattern,
                expected,
                "none",
                Finding.error(
                        FindingCode.FILE_MISSING,
                        Stage.CHECK,
                        pattern,
                        "no file that is not empty matches " + pattern,
                        "is it the right tree? does the archive have a folder at its top: `restore: {files: {strip: 1}}`?"));
    }

    private static boolean isFile(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) > 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
