package io.restoreverifier.application;

import java.util.Optional;
import java.util.regex.Pattern;

/** Lines of the kernel's list of TCP sockets, {@code /proc/net/tcp} (proc(5)). */
final class ListeningPort {
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final String LISTEN = "0A";

    /** Addresses in 127.66.0.0/16, where contacts are recorded; written in the machine's order of bytes. */
    private static final Pattern RECORDER = Pattern.compile("(?:[0-9A-F]{4}427F|7F42[0-9A-F]{4}):.*");

    private ListeningPort() {}

    /** The port of a socket that listens; empty for any other line, and for what records contacts. */
    static Optional<Integer> in(String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length <= STATE
                || !fields[STATE].equals(LISTEN)
                || RECORDER.matcher(fields[LOCAL]).matches()) {
            return Optional.empty();
        }
        String port = fields[LOCAL].substring(fields[LOCAL].lastIndexOf(':') + 1);
        return port.matches("[0-9A-F]{4}") ? Optional.of(Integer.parseInt(port, 16)) : Optional.empty();
    }
}
