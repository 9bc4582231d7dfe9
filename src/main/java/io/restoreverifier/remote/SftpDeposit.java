package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;

/** A folder behind SFTP, to put files in: beside first, and then renamed over the earlier one. */
final class SftpDeposit implements Deposit {
    private static final int READABLE_BY_ALL = 0644;

    private final SftpPlace place;

    SftpDeposit(SftpPlace place) {
        this.place = place;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        place.patience().ask(() -> {
            try (SftpConnection connection = SftpConnection.open(place)) {
                putOnce(connection, name, content);
            }
            return name;
        });
    }

    private void putOnce(SftpConnection connection, String name, byte[] content) throws RemoteException {
        String target = place.pathOf(name);
        String fresh = place.pathOf("." + name + ".new");
        SftpClient sftp = connection.sftp();
        try {
            try (OutputStream out = sftp.write(fresh)) {
                out.write(content);
            }
            // Whoever serves it is another user, whatever umask the server has.
            Attributes readable = new Attributes();
            readable.setPermissions(READABLE_BY_ALL);
            sftp.setStat(fresh, readable);
            rename(sftp, fresh, target);
        } catch (IOException | RuntimeException e) {
            RemoteException trouble = connection.explain(e);
            throw trouble.why() == Why.GONE
                    ? new RemoteException(Why.REFUSED, location() + " does not exist", "make that folder", e)
                    : trouble;
        }
    }

    /** By SFTP's own rename nothing is replaced; of a server without OpenSSH's the old one is gone for a moment. */
    private static void rename(SftpClient sftp, String fresh, String target) throws IOException {
        OpenSSHPosixRenameExtension posix = sftp.getExtension(OpenSSHPosixRenameExtension.class);
        if (posix != null && posix.isSupported()) {
            posix.posixRename(fresh, target);
            return;
        }
        try {
            sftp.rename(fresh, target);
        } catch (IOException e) {
            sftp.remove(target);
            sftp.rename(fresh, target);
        }
    }
}
