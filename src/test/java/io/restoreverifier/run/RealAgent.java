package io.restoreverifier.run;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** net-snmp's own agent on loopback, which tells what it is given beside what this machine is. Closed by whoever starts it. */
record RealAgent(Process process, int port) implements AutoCloseable {
    static final String COMMUNITY = "monitoring-community";
    static final String AUTHENTICATION = "authentication-passphrase";
    static final String PRIVACY = "privacy-passphrase";

    /**
     * Starts one.
     *
     * @param values numbers or texts by their object identifiers
     * @param more lines of its configuration
     */
    static RealAgent start(Path folder, Map<String, Object> values, List<String> more) throws IOException {
        StringBuilder configuration = new StringBuilder();
        configuration.append("rocommunity ").append(COMMUNITY).append(" 127.0.0.1\n");
        configuration.append("createUser monitor SHA-256 \"" + AUTHENTICATION + "\" AES \"" + PRIVACY + "\"\n");
        configuration.append("rouser monitor priv\n");
        values.forEach((oid, value) -> configuration
                .append("override ")
                .append(oid)
                .append(value instanceof Integer ? " integer " + value : " octet_str \"" + value + "\"")
                .append('\n'));
        more.forEach(line -> configuration.append(line).append('\n'));
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("snmpd.conf"), configuration);
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                "snmpd",
                "-f",
                "-Lo",
                "-C",
                "-c",
                file.toString(),
                "-p",
                folder.resolve("pid").toString(),
                "udp:127.0.0.1:" + port);
        builder.environment()
                .put("SNMP_PERSISTENT_DIR", folder.resolve("persistent").toString());
        builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
        Path log = folder.resolve("snmpd.log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Awaitility.await("snmpd says its version")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(log).contains("NET-SNMP version"));
        return new RealAgent(process, port);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
