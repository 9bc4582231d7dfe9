package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.regex.Pattern;

/** What rclone's statuses and words mean. Its statuses tell what is gone; most else has one status for all. */
final class RcloneTrouble {
    private static final int NO_FOLDER = 3;
    private static final int NO_FILE = 4;
    private static final int LONGEST = 200;

    private static final Pattern NO_REMOTE = Pattern.compile("didn't find section in config file");
    private static final Pattern LOCKED =
            Pattern.compile("(?i)decrypt(ed)? config|unable to decrypt|wrong password\\?");
    private static final Pattern REFUSED =
            Pattern.compile("(?i)\\b40[13]\\b|unauthori[sz]ed|forbidden|access ?denied|permission denied|unable to"
                    + " authenticate|invalid_grant|InvalidAccessKeyId|SignatureDoesNotMatch|knownhosts: key|host"
                    + " key|x509:|bad login|invalid credentials");
    private static final Pattern STAMP = Pattern.compile("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ");

    private RcloneTrouble() {}

    /** @param what was asked for, as rclone writes it */
    static RemoteException explain(RclonePlace place, String what, Answer answer) {
        String said = answer.errors();
        if (answer.status() == NO_FOLDER || answer.status() == NO_FILE) {
            return new RemoteException(Why.GONE, what + " does not exist", "correct `remote`");
        }
        if (NO_REMOTE.matcher(said).find()) {
            return new RemoteException(
                    Why.REFUSED,
                    "rclone knows no remote " + place.remote().replaceFirst(":.*", ""),
                    "correct `remote`, or say by `config` which file has it");
        }
        if (LOCKED.matcher(said).find()) {
            return new RemoteException(
                    Why.REFUSED,
                    "rclone cannot open its configuration: it is encrypted by another password",
                    "correct `config-password`");
        }
        Why why = REFUSED.matcher(said).find() ? Why.REFUSED : Why.UNREACHED;
        return new RemoteException(
                why,
                "rclone cannot read " + place.location() + ": " + shown(said),
                "run by hand as this user: rclone lsf " + place.remote());
    }

    static RemoteException explain(RclonePlace place, IOException failure) {
        return failure instanceof SocketTimeoutException
                ? silent(place, failure)
                : new RemoteException(
                        Why.UNREACHED, place.location() + " was not read to its end: " + failure.getMessage(), "");
    }

    static RemoteException silent(RclonePlace place, Exception cause) {
        return new RemoteException(
                Why.SILENT,
                "rclone said nothing of " + place.location() + " for "
                        + place.patience().silence().toSeconds() + " s",
                "is the remote slow? give it more time: `timeout:`",
                cause);
    }

    /** The last line, which sums up; what stands in URLs may open doors. */
    private static String shown(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
        String plain = STAMP.matcher(last)
                .replaceFirst("")
                .replaceFirst("^Failed to \\w+(?: with \\d+ errors)?: (?:last error was: )?", "")
                .replaceAll("//[^/@\\s]*@", "//")
                .replaceAll("\\?[^\\s\"]+", "?…")
                .replaceAll("\\p{Cntrl}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
