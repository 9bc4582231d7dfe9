package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Left;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What listens in it is on this machine's own loopback; without a port it answers with what it is told. */
final class LoopbackSandbox implements Sandbox {
    private final int there;
    private final Semaphore ended = new Semaphore(0);

    LoopbackSandbox(int there) {
        this.there = there;
    }

    boolean awaitEnds(int connections) throws InterruptedException {
        return ended.tryAcquire(connections, 10, TimeUnit.SECONDS);
    }

    @Override
    public void connect(int port, InputStream in, OutputStream out) {
        try {
            if (there == 0) {
                in.transferTo(out);
                return;
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), there)) {
                Thread back = new Thread(() -> {
                    try {
                        socket.getInputStream().transferTo(out);
                    } catch (IOException e) {
                        // The other side has gone.
                    }
                });
                back.start();
                in.transferTo(socket.getOutputStream());
            }
        } catch (IOException e) {
            // The other side has gone.
        } finally {
            ended.release();
        }
    }

    @Override
    public SandboxInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String inside(Path input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String dataFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public Path sharedOutside() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String sharedInside() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int run(Command command, LineConsumer output) {
        return 0;
    }

    @Override
    public void start(Command command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String logTail() {
        return "";
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    public Optional<Left> leave() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
