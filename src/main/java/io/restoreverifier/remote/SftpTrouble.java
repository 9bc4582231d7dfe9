package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What a failure of SSH or SFTP means. Of the server's own words none is told. */
final class SftpTrouble {
    private SftpTrouble() {}

    static RemoteException explain(SftpPlace place, Exception failure) {
        if (failure instanceof SocketTimeoutException) {
            return silent(place, failure);
        }
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof RemoteException remote) {
                return remote;
            }
            if (e instanceof SftpException sftp) {
                return answered(place, sftp);
            }
            if (e instanceof SshException ssh && ssh.getDisconnectCode() > 0) {
                Optional<RemoteException> refused = refused(place, ssh);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            if (e instanceof UnknownHostException || e instanceof UnresolvedAddressException) {
                return new RemoteException(
                        Why.UNREACHED,
                        "the host " + place.host() + " cannot be found",
                        "check its name, and this machine's DNS",
                        failure);
            }
        }
        return isSilence(failure)
                ? silent(place, failure)
                : new RemoteException(
                        Why.UNREACHED,
                        "the connection to " + place.server() + " cannot be had or broke off",
                        "is the SSH server there running, and the way to it open?",
                        failure);
    }

    private static RemoteException silent(SftpPlace place, Exception failure) {
        return new RemoteException(
                Why.SILENT,
                place.server() + " said nothing for "
                        + place.patience().silence().toSeconds() + " s",
                "look at the server and the line, or raise `timeout`",
                failure);
    }

    private static Optional<RemoteException> refused(SftpPlace place, SshException failure) {
        return switch (failure.getDisconnectCode()) {
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                Optional.of(new RemoteException(
                        Why.REFUSED,
                        place.server() + " does not let " + place.user() + " in by " + place.login(),
                        "check the user and `" + (place.login().password().isPresent() ? "password" : "key-file")
                                + "`: sftp -P " + place.port() + " " + place.user() + "@" + place.host(),
                        failure));
            case SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED ->
                Optional.of(new RemoteException(
                        Why.REFUSED,
                        place.server() + " has no host key of the types that "
                                + place.login().knownHosts() + " has of it, or no cipher in common with us",
                        "look at what it offers: ssh -v -p " + place.port() + " " + place.host(),
                        failure));
            default -> Optional.empty();
        };
    }

    private static RemoteException answered(SftpPlace place, SftpException failure) {
        int status = failure.getStatus();
        if (status == SftpConstants.SSH_FX_NO_SUCH_FILE || status == SftpConstants.SSH_FX_NO_SUCH_PATH) {
            return new RemoteException(Why.GONE, "does not exist", "", failure);
        }
        if (status == SftpConstants.SSH_FX_PERMISSION_DENIED) {
            return new RemoteException(
                    Why.REFUSED,
                    place.server() + " does not let " + place.user() + " read there",
                    "let that user read " + place.path(),
                    failure);
        }
        if (status == SftpConstants.SSH_FX_CONNECTION_LOST || status == SftpConstants.SSH_FX_NO_CONNECTION) {
            return new RemoteException(Why.UNREACHED, place.server() + " lost the connection", "", failure);
        }
        return new RemoteException(
                Why.REFUSED,
                place.server() + " answered " + SftpConstants.getStatusName(status),
                "look at the SSH server's log",
                failure);
    }

    private static boolean isSilence(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (e instanceof TimeoutException
                    || e instanceof SocketTimeoutException
                    || e instanceof IOException && (said.contains("timeout") || said.contains("timed out"))) {
                return true;
            }
        }
        return false;
    }
}
