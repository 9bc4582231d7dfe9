package io.restoreverifier.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server on loopback that breaks, or falls silent, where it is told to. */
public final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = Collections.synchronizedSet(new HashSet<>());
    private volatile Optional<Fault> always = Optional.empty();
    private volatile Optional<Fault> alwaysSending = Optional.empty();

    /**
     * What happens to one connection.
     *
     * @param after so many bytes from the server
     * @param silent it stays open and nothing comes any more, instead of breaking
     */
    private record Fault(long after, boolean silent) {}

    public Line(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::serve);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The next connection that is not yet spoken for breaks then. */
    public void cutAfter(long bytes) {
        faults.add(new Fault(bytes, false));
    }

    /** The next connection that is not yet spoken for falls silent then. */
    public void stallAfter(long bytes) {
        faults.add(new Fault(bytes, true));
    }

    public void alwaysCutAfter(long bytes) {
        always = Optional.of(new Fault(bytes, false));
    }

    public void alwaysStallAfter(long bytes) {
        always = Optional.of(new Fault(bytes, true));
    }

    /** Every connection breaks once so many bytes were sent to the server. */
    public void alwaysCutSendingAfter(long bytes) {
        alwaysSending = Optional.of(new Fault(bytes, false));
    }

    public int connections() {
        return connections.get();
    }

    /** Hangs up on whoever has a connection, so that the next fault meets the next one. */
    public void forgetConnections() {
        for (Socket socket : Set.copyOf(open)) {
            close(socket);
        }
        connections.set(0);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                connections.incrementAndGet();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                Optional<Fault> fault = Optional.ofNullable(faults.poll()).or(() -> always);
                start(() -> pump(near, far, alwaysSending));
                start(() -> pump(far, near, fault));
            } catch (IOException e) {
                // The door was closed, or there is nobody behind it: whoever knocked is told by what it is about.
            }
        }
    }

    private void pump(Socket from, Socket to, Optional<Fault> fault) {
        long left = fault.map(Fault::after).orElse(Long.MAX_VALUE);
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    break;
                }
                out.write(buffer, 0, n);
                out.flush();
                left -= n;
            }
            if (left == 0 && fault.orElseThrow().silent()) {
                return;
            }
        } catch (IOException e) {
            // Either end has gone: so does the other.
        }
        close(from);
        close(to);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : Set.copyOf(open)) {
            close(socket);
        }
    }
}
