package io.restoreverifier.inspect;

import java.nio.file.Path;
import java.util.List;

/** A program that decrypts artifacts, with its key. */
interface Cipher {

    /**
     * One call of the program.
     *
     * @param arguments never a secret, since arguments can be listed
     * @param input what it gets on its standard input: the key
     */
    record Step(List<String> arguments, String input) {
        public Step {
            arguments = List.copyOf(arguments);
        }

        /** Keeps the key out of what is printed by accident. */
        @Override
        public String toString() {
            return String.join(" ", arguments);
        }
    }

    /** The package's name, which the program has too. */
    String program();

    /** What to call, one after the other as long as they end well; the last one writes the content to its output. */
    List<Step> steps(Path encrypted);

    /** What it means how the last one ended, by what it said. */
    Decryption.Ended judge(int status, String said);

    /** Whether a file that begins like this was written by it. */
    boolean wrote(byte[] head);

    /** Whether a byte that was changed cannot go unseen. */
    boolean proves();
}
