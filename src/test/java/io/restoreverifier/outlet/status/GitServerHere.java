package io.restoreverifier.outlet.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** Git's own server on loopback, which takes pushes of anybody. */
record GitServerHere(Process process, int port) implements AutoCloseable {

    /** @param base the folder with bare repositories */
    static GitServerHere start(Path base) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        "git",
                        "daemon",
                        "--reuseaddr",
                        "--listen=127.0.0.1",
                        "--port=" + port,
                        "--export-all",
                        "--enable=receive-pack",
                        "--base-path=" + base,
                        base.toString())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("git-daemon.log").toFile())
                .start();
        GitServerHere server = new GitServerHere(process, port);
        server.awaitDoor();
        return server;
    }

    private void awaitDoor() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IllegalStateException("git daemon does not answer");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
