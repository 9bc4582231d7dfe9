package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of S3 means. Of the server's own words only status and code are told. */
final class S3Trouble {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "TokenRefreshRequired", "InvalidToken");

    private S3Trouble() {}

    static RemoteException explain(S3Place place, Exception failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof RemoteException remote) {
                return remote;
            }
            if (e instanceof AwsServiceException answer) {
                String code = answer.awsErrorDetails() == null
                        ? ""
                        : plain(answer.awsErrorDetails().errorCode());
                return answered(place, answer.statusCode(), code, answer);
            }
            if (e instanceof SocketTimeoutException) {
                return new RemoteException(
                        Why.SILENT,
                        place.server() + " said nothing for "
                                + place.patience().silence().toSeconds() + " s",
                        "look at the server and the line, or raise `timeout`",
                        failure);
            }
            if (e instanceof UnknownHostException) {
                return new RemoteException(
                        Why.UNREACHED,
                        "the host of " + place.server() + " cannot be found",
                        "check `endpoint`, `region`, and this machine's DNS",
                        failure);
            }
        }
        return isConnection(failure)
                ? new RemoteException(
                        Why.UNREACHED,
                        "the connection to " + place.server() + " cannot be had or broke off",
                        "is the server running, and the way to it open?",
                        failure)
                : new RemoteException(
                        Why.REFUSED,
                        place.location() + " cannot be asked by " + place.login(),
                        "set `access-key` and `secret-key`, `region`, or what the SDK finds by itself",
                        failure);
    }

    /** @param code empty when it said none */
    static RemoteException answered(S3Place place, int status, String code, Exception answer) {
        String said = place.server() + " answered " + status + (code.isEmpty() ? "" : " " + code);
        if (PASSING.contains(status) || status >= 500 || code.equals("SlowDown")) {
            return new RemoteException(Why.UNREACHED, said, "look at the server, or run later", answer);
        }
        if (status == 404 && code.equals("NoSuchBucket")) {
            return new RemoteException(
                    Why.REFUSED, "the bucket " + place.bucket() + " does not exist", "correct its name", answer);
        }
        if (status == 404) {
            return new RemoteException(Why.GONE, "does not exist", "", answer);
        }
        return new RemoteException(Why.REFUSED, said, hint(place, status, code), answer);
    }

    private static String hint(S3Place place, int status, String code) {
        if (EXPIRED.contains(code)) {
            return "get new credentials: these have expired";
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return "set the clock of this machine";
        }
        if (code.equals("InvalidObjectState")) {
            return "it lies in an archive: have it restored to a class that can be read at once";
        }
        if (status == 412) {
            return "let the backup job write under another key";
        }
        if (status >= 300 && status < 400) {
            return "set `region` to that of the bucket";
        }
        return "check the credentials, and that they may list and read " + place.location();
    }

    /** A word, whatever the server says. */
    private static String plain(String code) {
        return code == null ? "" : code.replaceAll("[^A-Za-z0-9]", "");
    }

    private static boolean isConnection(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof IOException && !(e.getCause() instanceof SdkException)) {
                return true;
            }
        }
        return false;
    }
}
