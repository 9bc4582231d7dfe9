package io.restoreverifier.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks for the next pieces of a listing before the piece before has come. OpenSSH gives a hundred names a piece: of a
 * large folder, client and server would wait for each other a thousand times. Each handle has one listing, and its server
 * answers in turn (draft-ietf-secsh-filexfer-02, 6.7).
 */
final class PipelinedSftp extends DefaultSftpClient {
    private static final int AHEAD = 16;

    PipelinedSftp(ClientSession session) throws IOException {
        super(session, SftpVersionSelector.CURRENT, SftpErrorDataHandler.EMPTY);
    }

    /** All that a folder has, also {@code .} and {@code ..}, in the order of the server. */
    List<DirEntry> list(String path) throws IOException {
        List<DirEntry> entries = new ArrayList<>();
        try (CloseableHandle folder = openDir(path)) {
            Deque<Integer> asked = new ArrayDeque<>();
            boolean more = true;
            while (more || !asked.isEmpty()) {
                while (more && asked.size() < AHEAD) {
                    asked.add(ask(folder));
                }
                // What was asked for beyond the end is answered, too.
                List<DirEntry> piece = answer(asked.remove());
                more &= piece != null;
                if (piece != null) {
                    entries.addAll(piece);
                }
            }
        }
        return entries;
    }

    private int ask(Handle folder) throws IOException {
        byte[] id = folder.getIdentifier();
        Buffer request = new ByteArrayBuffer(id.length + Long.SIZE, false);
        request.putBytes(id);
        return send(SftpConstants.SSH_FXP_READDIR, request);
    }

    private @Nullable List<DirEntry> answer(int request) throws IOException {
        return checkDirResponse(response(SftpConstants.SSH_FXP_READDIR, request), new AtomicReference<>());
    }
}
