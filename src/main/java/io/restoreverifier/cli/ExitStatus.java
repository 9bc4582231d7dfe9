package io.restoreverifier.cli;

import io.restoreverifier.model.Verdict;

/** What a command ends with; for good, since scripts rely on it. Those from 64 on are named as in {@code sysexits(3)}. */
enum ExitStatus {
    /** Everything that was chosen is PASSED. */
    PASSED(0),
    /** At least one backup is FAILED. */
    FAILED(1),
    /** None is FAILED, and of at least one it is not known; or the report could not be written. */
    COULD_NOT_VERIFY(2),
    /** The command line cannot be understood; nothing was run. */
    USAGE(64),
    /** The catalog cannot be used; nothing was run. */
    CATALOG(78);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    static ExitStatus of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case COULD_NOT_VERIFY -> COULD_NOT_VERIFY;
        };
    }

    int code() {
        return code;
    }
}
