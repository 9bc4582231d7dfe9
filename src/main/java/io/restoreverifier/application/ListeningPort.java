package io.restoreverifier.application;

import java.util.Optional;

/** Lines of the kernel's list of TCP sockets, {@code /proc/net/tcp} (proc(5)). */
final class ListeningPort {
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final String LISTEN = "0A";

    private ListeningPort() {}

    /** The port of a socket that listens; empty for any other line. */
    static Optional<Integer> in(String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length <= STATE || !fields[STATE].equals(LISTEN)) {
            return Optional.empty();
        }
        String port = fields[LOCAL].substring(fields[LOCAL].lastIndexOf(':') + 1);
        return port.matches("[0-9A-F]{4}") ? Optional.of(Integer.parseInt(port, 16)) : Optional.empty();
    }
}
