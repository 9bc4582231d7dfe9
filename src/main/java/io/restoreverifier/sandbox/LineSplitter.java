package io.restoreverifier.sandbox;

import io.restoreverifier.sandbox.LineConsumer.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Cuts the output of a command into lines as its bytes come in. Bounded: an endless line costs no memory. */
final class LineSplitter {
    /** Longest line that is passed on, in bytes; what comes after is dropped up to the line's end. */
    static final int LONGEST_LINE = 16 * 1024;

    private final LineConsumer consumer;
    private final Map<Stream, ByteArrayOutputStream> open = new EnumMap<>(Stream.class);

    LineSplitter(LineConsumer consumer) {
        this.consumer = consumer;
    }

    synchronized void accept(Stream stream, byte[] bytes) {
        ByteArrayOutputStream line = open.computeIfAbsent(stream, s -> new ByteArrayOutputStream());
        for (byte b : bytes) {
            if (b == '\n') {
                pass(stream, line);
            } else if (line.size() < LONGEST_LINE && b != '\r') {
                line.write(b);
            }
        }
    }

    /** Passes on what came after the last line end. */
    synchronized void finish() {
        open.forEach((stream, line) -> {
            if (line.size() > 0) {
                pass(stream, line);
            }
        });
    }

    /** The same for one of the two. */
    synchronized void finish(Stream stream) {
        ByteArrayOutputStream line = open.get(stream);
        if (line != null && line.size() > 0) {
            pass(stream, line);
        }
    }

    private void pass(Stream stream, ByteArrayOutputStream line) {
        consumer.line(stream, line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
