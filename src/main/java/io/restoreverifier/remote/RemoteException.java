package io.restoreverifier.remote;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;

/** What somebody elsewhere did not do, and why. The message names the place and holds no secret. */
public final class RemoteException extends IOException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final String hint;

    /** What went wrong. */
    public enum Why {
        /** There is no such file. */
        GONE(false),
        /** Asking again would not help: a wrong password, a host that is not known, a file that has changed. */
        REFUSED(false),
        /** The server knows no such way of asking. */
        NOT_THAT_WAY(false),
        /** The connection, or the server just now. */
        UNREACHED(true),
        /** Nothing came for too long. */
        SILENT(true);

        private final boolean passing;

        Why(boolean passing) {
            this.passing = passing;
        }
    }

    RemoteException(Why why, String message, String hint, Throwable cause) {
        super(message, cause);
        this.why = why;
        this.hint = hint;
    }

    RemoteException(Why why, String message, String hint) {
        super(message);
        this.why = why;
        this.hint = hint;
    }

    public Why why() {
        return why;
    }

    /** One action; empty when there is none to give. */
    public String hint() {
        return hint;
    }

    boolean isWorthRetrying() {
        return why.passing;
    }

    /** The same, after so many attempts. */
    RemoteException after(int attempts) {
        return attempts < 2
                ? this
                : new RemoteException(why, getMessage() + ", tried " + attempts + " times", hint, this);
    }

    /** That nobody knows because of it: TIMED_OUT when nothing was said, else SOURCE_UNREACHABLE. */
    public CannotTell toCannotTell() {
        FindingCode code = why == Why.SILENT ? FindingCode.TIMED_OUT : FindingCode.SOURCE_UNREACHABLE;
        return new CannotTell(code, String.valueOf(getMessage()), hint, this);
    }
}
