package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import java.io.IOException;

/** A check that looks at files. */
abstract class FilesCheck implements Check {

    abstract CheckReport put(RestoredFiles files, Subject subject) throws IOException;

    @Override
    public final CheckReport put(Subject subject) {
        if (!(subject.restored() instanceof RestoredFiles files)) {
            return CheckReport.of(CheckResult.notApplicable(name(), "", "", "what was restored is no tree of files"));
        }
        try {
            return put(files, subject);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, name() + ": the restored files cannot be read: " + e.getMessage(), "", e);
        }
    }
}
