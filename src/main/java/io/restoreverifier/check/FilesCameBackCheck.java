package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** By default: at least one file with something in it came back. */
final class FilesCameBackCheck extends FilesCheck {

    @Override
    public String name() {
        return "restored-something";
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        FileCounts counted = FileCounts.in(files.root());
        String expected = "at least one file with something in it";
        String found =
                TableName.number(counted.files()) + " files with " + TableName.number(counted.bytes()) + " bytes";
        if (counted.bytes() > 0) {
            return new CheckReport(
                    List.of(CheckResult.passed(name(), "", expected, found)),
                    Optional.empty(),
                    List.of(),
                    counted.kept());
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
