package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/**
 * A file elsewhere, read from its beginning to its end whatever happens to the connection: where a read breaks off, or ends
 * before the file does, the next one begins. Used by one thread.
 */
final class ResumingStream extends InputStream {
    /** A server that gives a little each time would keep us for ever. */
    private static final int MOST_RESUMES = 1000;

    private final Piecewise file;
    private final Patience patience;
    private InputStream piece;
    private long at;
    private int barren;
    private int resumed;
    private boolean closed;

    /** A file that can be read from anywhere. */
    interface Piecewise {
        /** The bytes of the whole file; less than zero when nobody has told. */
        long length();

        /**
         * @throws RemoteException also when it is no longer the file that it was: REFUSED
         */
        InputStream from(long offset) throws IOException;

        /** What a failure of a read means. */
        RemoteException explain(IOException failure);
    }

    ResumingStream(Piecewise file, Patience patience) throws IOException {
        this.file = file;
        this.patience = patience;
        this.piece = patience.ask(() -> file.from(0));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        while (true) {
            RemoteException trouble;
            try {
                int n = piece.read(buffer, offset, length);
                if (n >= 0) {
                    at += n;
                    barren = n > 0 ? 0 : barren;
                    return n;
                }
                if (at >= file.length()) {
                    return -1;
                }
                trouble = file.explain(
                        new IOException("it ended after " + at + " bytes, expected " + file.length() + " bytes"));
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while reading");
                }
                trouble = file.explain(e);
            }
            resumeAfter(trouble);
        }
    }

    private void resumeAfter(RemoteException trouble) throws IOException {
        closeQuietly();
        barren++;
        resumed++;
        if (!trouble.isWorthRetrying() || barren >= patience.attempts() || resumed > MOST_RESUMES) {
            throw last(trouble.after(barren));
        }
        if (at == file.length()) {
            // It broke off after its last byte.
            piece = InputStream.nullInputStream();
            return;
        }
        patience.pause(barren);
        try {
            piece = patience.ask(() -> file.from(at));
        } catch (RemoteException e) {
            throw last(e);
        }
    }

    /** Whoever reads tells a silent server from one that is gone by the JDK's own exception. */
    private static IOException last(RemoteException trouble) {
        if (trouble.why() != Why.SILENT) {
            return trouble;
        }
        SocketTimeoutException silent = new SocketTimeoutException(trouble.getMessage());
        silent.initCause(trouble);
        return silent;
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly();
    }

    /** What was read is what counts; a connection that is broken need not end well. */
    private void closeQuietly() {
        try {
            piece.close();
        } catch (IOException | RuntimeException e) {
            piece = InputStream.nullInputStream();
        }
    }
}
