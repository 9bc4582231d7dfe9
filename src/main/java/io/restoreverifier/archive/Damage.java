package io.restoreverifier.archive;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;

/**
 * What is wrong with an archive as a whole.
 *
 * @param code ARTIFACT_INCOMPLETE, ARTIFACT_CORRUPT, BOMB, UNSAFE_ENTRY, NOT_SUPPORTED, or a warning's
 */
public record Damage(FindingCode code, Severity severity, String message, String hint) {

    static Damage incomplete(String message) {
        String hint = "make the backup again, and let the job write under another name until it is finished";
        return new Damage(FindingCode.ARTIFACT_INCOMPLETE, Severity.ERROR, message, hint);
    }

    static Damage corrupt(String message) {
        String hint = "compare with another copy of this artifact; look at the disk or the transfer it came through";
        return new Damage(FindingCode.ARTIFACT_CORRUPT, Severity.ERROR, message, hint);
    }

    static Damage bomb(String message) {
        String hint = "look into the archive by hand before anything unpacks it";
        return new Damage(FindingCode.BOMB, Severity.ERROR, message, hint);
    }

    static Damage twoFaced(String message) {
        String hint = "find out who made it that way before anything unpacks it, or pack it anew";
        return new Damage(FindingCode.UNSAFE_ENTRY, Severity.ERROR, message, hint);
    }

    static Damage unreadable(String message) {
        return new Damage(
                FindingCode.NOT_SUPPORTED, Severity.ERROR, message, "pack it without that, or as a tar archive");
    }

    static Damage tooHungry() {
        String hint = "compress it with a smaller window: without --long and --ultra";
        return new Damage(
                FindingCode.NOT_SUPPORTED, Severity.ERROR, "to uncompress it takes more memory than is given", hint);
    }

    static Damage warning(FindingCode code, String message, String hint) {
        return new Damage(code, Severity.WARNING, message, hint);
    }

    /** The finding that the report shows for this. */
    public Finding toFinding(Stage stage, String subject) {
        return new Finding(code, severity, stage, subject, message, hint);
    }
}
