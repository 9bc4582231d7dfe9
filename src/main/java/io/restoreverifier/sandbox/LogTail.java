package io.restoreverifier.sandbox;

import java.util.ArrayDeque;

/** The last lines of a log, in bounded memory. */
final class LogTail implements LineConsumer {
    private static final int MOST_LINES = 400;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    @Override
    public synchronized void line(Stream stream, String text) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(text);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
