package io.restoreverifier.sandbox;

/** Hears the output of a command line by line, from one thread at a time. */
@FunctionalInterface
public interface LineConsumer {

    /** @param text without its line end; cut off after {@link LineSplitter#LONGEST_LINE} characters */
    void line(Stream stream, String text);

    /** Nobody listens. */
    static LineConsumer ignoring() {
        return (stream, text) -> {};
    }

    /** Which of its two a command wrote to. */
    enum Stream {
        OUT,
        ERR
    }
}
