package io.restoreverifier.remote;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's own server on loopback, for the user who runs the tests, with keys made for it.
 *
 * @param folder with {@code user_ed25519} and {@code known_hosts}
 */
public record SshServerHere(Path folder, int port, Process process) implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    /** Where sshd of Debian locks itself up when it runs as root. */
    private static final Path LOCKED_UP = Path.of("/run/sshd");

    /** Starts one; where there is none, the test fails under CI=true and says loudly that it did not run. */
    public static SshServerHere start(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            String missing = "*** MISSING: sshd *** nothing was read by SFTP: bin/provision installs openssh-server";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        if (me().equals("root")) {
            Files.createDirectories(LOCKED_UP);
        }
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    type,
                    "-N",
                    "",
                    "-f",
                    folder.resolve("host_" + type).toString());
        }
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("user_ed25519").toString());
        Files.copy(folder.resolve("user_ed25519.pub"), folder.resolve("authorized_keys"));
        SshServerHere server = start(folder, freePort());
        server.know(folder.resolve("known_hosts"), "ed25519", server.port());
        return server;
    }

    private static SshServerHere start(Path folder, int port) throws IOException, InterruptedException {
        Path configuration = folder.resolve("sshd_config");
        Files.writeString(configuration, """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host_ed25519
                HostKey %2$s/host_ecdsa
                HostKey %2$s/host_rsa
                AuthorizedKeysFile %2$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                PasswordAuthentication no
                MaxStartups 100
                Subsystem sftp internal-sftp
                """.formatted(port, folder));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        SshServerHere server = new SshServerHere(folder, port, process);
        server.awaitGreeting();
        return server;
    }

    /** Adds one of its keys to a file of known hosts, as of whoever is reached at a port. */
    public void know(Path knownHosts, String type, int reachedAt) throws IOException {
        String[] key = Files.readString(folder.resolve("host_" + type + ".pub")).split(" ");
        String line = "[127.0.0.1]:" + reachedAt + " " + key[0] + " " + key[1] + "\n";
        Files.writeString(
                knownHosts, line, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    public Path userKey() {
        return folder.resolve("user_ed25519");
    }

    public static String me() {
        return System.getProperty("user.name");
    }

    /** What a program says, or the test fails. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command[0] + ": " + said);
        }
        return said;
    }

    private void awaitGreeting() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    InputStream in = socket.getInputStream()) {
                if (in.read() == 'S') {
                    return;
                }
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IllegalStateException("sshd does not answer: " + Files.readString(folder.resolve("sshd.log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
