package io.restoreverifier.remote;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** {@code rclone serve webdav} on loopback: a server that the real rclone reads from. */
public final class RcloneServerHere implements AutoCloseable {
    public static final String USER = "verifier";
    public static final String PASSWORD = "Tr0ub4dor";

    private final Process process;
    private final int port;

    private RcloneServerHere(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Serves a folder; fails, or says loudly that nothing was tested, where there is no rclone. */
    public static RcloneServerHere start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> call = List.of(
                "rclone",
                "serve",
                "webdav",
                "--config=/dev/null",
                "--addr=127.0.0.1:" + port,
                "--user=" + USER,
                "--pass=" + PASSWORD,
                "--dir-cache-time=0s",
                "--read-only",
                folder.toString());
        Process process;
        try {
            process = new ProcessBuilder(call)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolveSibling("rclone.log").toFile())
                    .start();
        } catch (IOException e) {
            String missing = "*** MISSING: rclone *** nothing was read by it: bin/provision installs it";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
            throw e;
        }
        RcloneServerHere server = new RcloneServerHere(process, port);
        server.awaitDoor();
        return server;
    }

    public int port() {
        return port;
    }

    /** What a configuration keeps in place of a password. */
    public static String obscured(String password) throws IOException, InterruptedException {
        return SshServerHere.run("rclone", "--config=/dev/null", "obscure", password)
                .strip();
    }

    /** Encrypts a configuration as a user does, by answers to rclone's questions. */
    public static void encrypt(Path config, String password) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("rclone", "config", "--config=" + config)
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        for (String answer : List.of("s", "a", password, password, "q", "q")) {
            do {
                int next = process.getInputStream().read();
                if (next < 0) {
                    throw new IOException("rclone ended: " + said);
                }
                said.append((char) next);
            } while (!said.toString().endsWith("> ") && !said.toString().endsWith("\npassword:"));
            said.setLength(0);
            process.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
        process.getInputStream().readAllBytes();
        process.waitFor();
    }

    private void awaitDoor() throws IOException, InterruptedException {
        for (int i = 0; i < 500; i++) {
            try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (knock.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new IOException("rclone does not serve");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
