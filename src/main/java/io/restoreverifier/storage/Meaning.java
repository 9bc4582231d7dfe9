package io.restoreverifier.storage;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a state of an array, a disk or a battery means to whoever has to act. */
enum Meaning {
    SOUND(null, Severity.INFO, ""),
    REBUILDING(
            FindingCode.ARRAY_REBUILDING, Severity.WARNING, "until it has ended another disk that fails may take all"),
    DEGRADED(FindingCode.ARRAY_DEGRADED, Severity.ERROR, "replace what has failed before another disk does"),
    NOT_ASSEMBLED(
            FindingCode.ARRAY_DEGRADED,
            Severity.ERROR,
            "look for its disks in `mdadm --examine --scan`, and assemble it before anything is written to them"),
    DISK_FAILED(FindingCode.DISK_FAILED, Severity.ERROR, "replace the disk"),
    DISK_FAILING(FindingCode.DISK_FAILING, Severity.ERROR, "replace the disk before it fails"),
    DISK_MISSING(FindingCode.DISK_MISSING, Severity.ERROR, "is it seated, and known to the controller?"),
    BATTERY(
            FindingCode.BATTERY_FAILED,
            Severity.ERROR,
            "replace the battery: without it the cache is off, or is lost with the power"),
    BATTERY_LOW(FindingCode.BATTERY_FAILED, Severity.WARNING, "does it charge? look again in some hours");

    private final @Nullable FindingCode code;
    private final Severity severity;
    private final String hint;

    Meaning(@Nullable FindingCode code, Severity severity, String hint) {
        this.code = code;
        this.severity = severity;
        this.hint = hint;
    }

    /** Empty when all is well. */
    Optional<FindingCode> code() {
        return Optional.ofNullable(code);
    }

    Severity severity() {
        return severity;
    }

    String hint() {
        return hint;
    }
}
