package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import io.restoreverifier.remote.RemoteFile.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.jspecify.annotations.Nullable;

/** A folder behind SFTP, to read. */
final class SftpFolder implements RemoteFolder {
    private final SftpPlace place;

    SftpFolder(SftpPlace place) {
        this.place = place;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public RemoteListing list() throws IOException {
        return place.patience().ask(() -> {
            try (SftpConnection connection = SftpConnection.open(place)) {
                return RemoteListing.of(list(connection));
            }
        });
    }

    private List<RemoteFile> list(SftpConnection connection) throws RemoteException {
        List<RemoteFile> files = new ArrayList<>();
        try {
            for (DirEntry entry : connection.sftp().list(place.path())) {
                String name = entry.getFilename();
                if (!name.equals(".") && !name.equals("..")) {
                    files.add(file(connection.sftp(), name, entry.getAttributes()));
                }
            }
        } catch (IOException | RuntimeException e) {
            RemoteException trouble = connection.explain(e);
            throw trouble.why() == Why.GONE ? noFolder(trouble) : trouble;
        }
        return files;
    }

    @Override
    public List<RemoteFile> below() throws IOException {
        return place.patience().ask(() -> {
            List<RemoteFile> files = new ArrayList<>();
            try (SftpConnection connection = SftpConnection.open(place)) {
                Deque<String> ahead = new ArrayDeque<>(List.of(""));
                while (!ahead.isEmpty()) {
                    into(ahead.pop(), connection, files, ahead);
                }
            }
            return files;
        });
    }

    /** @param folder empty for the top, else with a slash at its end */
    private void into(String folder, SftpConnection connection, List<RemoteFile> files, Deque<String> ahead)
            throws RemoteException {
        try {
            for (DirEntry entry : connection.sftp().list(place.pathOf(folder))) {
                String name = entry.getFilename();
                if (name.equals(".")
                        || name.equals("..")
                        || entry.getAttributes().isSymbolicLink()) {
                    continue;
                }
                if (entry.getAttributes().isDirectory()) {
                    ahead.push(folder + name + "/");
                } else {
                    files.add(file(folder + name, entry.getAttributes()));
                }
            }
        } catch (IOException | RuntimeException e) {
            RemoteException trouble = connection.explain(e);
            throw trouble.why() == Why.GONE && folder.isEmpty() ? noFolder(trouble) : trouble;
        }
    }

    private RemoteFile file(SftpClient sftp, String name, Attributes listed) throws IOException {
        if (!listed.isSymbolicLink()) {
            return file(name, listed);
        }
        try {
            return file(name, sftp.stat(place.pathOf(name)));
        } catch (IOException e) {
            if (SftpTrouble.explain(place, e).why() == Why.GONE) {
                return RemoteFile.other(name, Kind.BROKEN_LINK);
            }
            throw e;
        }
    }

    private static RemoteFile file(String name, Attributes attributes) {
        if (attributes.isRegularFile()) {
            return RemoteFile.file(name, attributes.getSize(), modified(attributes));
        }
        return RemoteFile.other(name, attributes.isDirectory() ? Kind.FOLDER : Kind.OTHER);
    }

    /** A server that keeps no times gives the oldest. */
    private static Instant modified(Attributes attributes) {
        return attributes.getModifyTime() == null
                ? Instant.EPOCH
                : attributes.getModifyTime().toInstant();
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (name.contains("/")) {
            throw new IOException(name + " is not a file of " + location());
        }
        return new ResumingStream(new OneFile(name), place.patience());
    }

    private RemoteException noFolder(Exception cause) {
        return new RemoteException(Why.REFUSED, location() + " does not exist", "correct the folder", cause);
    }

    /** A file as it was when it was opened first. */
    private final class OneFile implements ResumingStream.Piecewise {
        private final String name;
        private final Unchanged unchanged;
        private @Nullable SftpConnection current;

        OneFile(String name) {
            this.name = name;
            this.unchanged = new Unchanged(name);
        }

        @Override
        public long length() {
            return unchanged.bytes();
        }

        @Override
        public InputStream from(long offset) throws IOException {
            SftpConnection connection = SftpConnection.open(place);
            current = connection;
            boolean open = false;
            try {
                holdSame(connection.sftp().stat(place.pathOf(name)));
                InputStream content = connection.sftp().read(place.pathOf(name));
                content.skipNBytes(offset);
                open = true;
                return new Content(content, connection);
            } catch (IOException | RuntimeException e) {
                throw explained(connection, e);
            } finally {
                if (!open) {
                    connection.close();
                }
            }
        }

        private void holdSame(Attributes now) throws RemoteException {
            if (!now.isRegularFile()) {
                throw new RemoteException(Why.REFUSED, name + " is not a file any more", "");
            }
            unchanged.hold(now.getSize(), modified(now));
        }

        @Override
        public RemoteException explain(IOException failure) {
            return current == null ? SftpTrouble.explain(place, failure) : explained(current, failure);
        }

        private RemoteException explained(SftpConnection connection, Exception failure) {
            RemoteException trouble = connection.explain(failure);
            return trouble.why() == Why.GONE
                    ? new RemoteException(Why.GONE, location() + name + " does not exist", "", failure)
                    : trouble;
        }
    }

    /** Ends the connection with the stream. */
    private static final class Content extends FilterInputStream {
        private final SftpConnection connection;

        Content(InputStream content, SftpConnection connection) {
            super(content);
            this.connection = connection;
        }

        /** Nobody waits for what was asked for and is not wanted any more. */
        @Override
        public void close() {
            connection.close();
        }
    }
}
