package io.restoreverifier.disposal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Stands between a run and an engine, and stalls at one request: either the engine never gets it, or the run never gets
 * the answer. Everything else passes.
 */
final class StallingEngine implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final Path engine;
    private final String request;
    private final boolean answered;
    private final CountDownLatch never = new CountDownLatch(1);

    private StallingEngine(ServerSocketChannel server, Path socket, Path engine, String request, boolean answered) {
        this.server = server;
        this.socket = socket;
        this.engine = engine;
        this.request = request;
        this.answered = answered;
    }

    /** Creating a container is done, and not told. */
    static StallingEngine afterCreation(Path socket, Path engine) throws IOException {
        return begin(socket, engine, "/containers/create", true);
    }

    /** Starting a container is not even asked for. */
    static StallingEngine beforeStart(Path socket, Path engine) throws IOException {
        return begin(socket, engine, "/start ", false);
    }

    private static StallingEngine begin(Path socket, Path engine, String request, boolean answered) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        StallingEngine stalling = new StallingEngine(server, socket, engine, request, answered);
        daemon(stalling::serve);
        return stalling;
    }

    Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "unix://" + socket);
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel run = server.accept();
                SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                CountDownLatch stalled = new CountDownLatch(1);
                daemon(() -> pass(run, there, stalled, true));
                daemon(() -> pass(there, run, stalled, false));
            }
        } catch (IOException e) {
            // Closed: whoever is stalled stays so.
        }
    }

    private void pass(SocketChannel from, SocketChannel to, CountDownLatch stalled, boolean asking) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                String text =
                        StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
                if (asking
                        && text.startsWith("POST ")
                        && text.lines().findFirst().orElse("").contains(request)) {
                    stalled.countDown();
                    stall(!answered);
                }
                stall(!asking && stalled.getCount() == 0);
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone, and so goes the other.
            close(from);
            close(to);
        }
    }

    private void stall(boolean really) throws IOException {
        try {
            if (really) {
                never.await();
                throw new IOException("stalled until the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "stalling-engine");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        never.countDown();
        server.close();
    }
}
