package io.restoreverifier.application;

import io.restoreverifier.sandbox.LineConsumer;
import java.util.ArrayDeque;
import java.util.List;

/** The last lines that a command printed, in bounded memory. Safe for use by several threads. */
final class Lines implements LineConsumer {
    private static final int MOST = 400;

    private final ArrayDeque<String> last = new ArrayDeque<>();

    @Override
    public synchronized void line(Stream stream, String text) {
        if (last.size() == MOST) {
            last.removeFirst();
        }
        last.addLast(text);
    }

    synchronized List<String> last() {
        return List.copyOf(last);
    }
}
