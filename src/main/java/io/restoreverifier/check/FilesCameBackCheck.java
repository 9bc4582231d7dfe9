package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By default: at least one file with something in it came back. */
final class FilesCameBackCheck extends FilesCheck {

    @Override
    public String name() {
        return "restored-something";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        long[] counted = new long[2];
        Files.walkFileTree(files.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                counted[0]++;
                counted[1] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }
        });
        String expected = "at least one file with something in it";
        String found = TableName.number(counted[0]) + " files with " + TableName.number(counted[1]) + " bytes";
        if (counted[1] > 0) {
            return new CheckReport(
                    List.of(CheckResult.passed(name(), "", expected, found)),
                    Optional.empty(),
                    List.of(),
                    Map.of(CheckReport.FILES, counted[0]));
        }
        return CheckReport.of(CheckResult.withFinding(
                name(),
                "",
                expected,
                found,
                Finding.error(
                        FindingCode.RESTORED_NOTHING,
                        Stage.CHECK,
                        "",
                        "nothing came back: " + found,
                        "was the folder that the job packs empty, or not mounted?")));
    }
}
