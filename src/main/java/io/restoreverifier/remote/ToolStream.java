package io.restoreverifier.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;

/** What a program writes. Its end has come when the program says that it ended well, and not when it falls silent. */
final class ToolStream extends FilterInputStream {
    private final Tool.Running running;
    private final End end;
    private final Runnable afterwards;
    private boolean over;
    private boolean closed;

    /** What becomes of it. */
    @FunctionalInterface
    interface End {
        /** @throws IOException when it did not end well */
        void judge(Tool.Answer answer) throws IOException;
    }

    /**
     * @param silence at most so long without a byte
     * @param afterwards what is to be done once the program is gone
     */
    ToolStream(Tool.Running running, Duration silence, End end, Runnable afterwards) {
        super(new Watched(running.output(), silence, running::kill));
        this.running = running;
        this.end = end;
        this.afterwards = afterwards;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int n = read(one, 0, 1);
        return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n < 0 && !over) {
            over = true;
            end.judge(running.end());
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        running.kill();
        try {
            super.close();
            running.end();
        } finally {
            afterwards.run();
        }
    }
}
