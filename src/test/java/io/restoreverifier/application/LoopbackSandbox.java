package io.restoreverifier.application;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.PartOfASandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What listens in it is on this machine's own loopback; without a port it answers with what it is told. */
final class LoopbackSandbox extends PartOfASandbox {
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
    public int run(Command command, LineConsumer output) {
        return 0;
    }
}
