package io.restoreverifier.junit;

import io.restoreverifier.check.Question;
import io.restoreverifier.model.RestoredFiles;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a restored tree of files. */
public final class FilesAssert extends AbstractAssert<FilesAssert, RestoredFiles> {

    FilesAssert(RestoredFiles files) {
        super(files, FilesAssert.class);
    }

    /** FILE_MISSING: a file that is not empty matches each of these paths or globs. */
    public FilesAssert contains(String... patterns) {
        return holds(Question.contains(List.of(patterns)));
    }

    /** FILE_MISSING, FILE_CHANGED: every file that this manifest of the tree names is as it was. */
    public FilesAssert matchesManifest(String name) {
        return holds(Question.manifest(name));
    }

    /** COMMAND_FAILED: a shell command ends with status 0 in a container of this image, without network. */
    public FilesAssert runs(String image, String command) {
        return holds(Question.succeeds(image, command));
    }

    private FilesAssert holds(Question question) {
        question.put(actual);
        return this;
    }
}
