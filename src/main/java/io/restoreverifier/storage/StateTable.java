package io.restoreverifier.storage;

import java.util.Map;

/**
 * A table of a MIB whose rows have a state.
 *
 * @param what each row is, such as {@code disk}
 * @param states numbers of the column that gives the state
 * @param names numbers of the column that tells what the row is called; empty when there is none
 * @param known every value that the MIB defines
 */
record StateTable(String what, String states, String names, Map<Integer, State> known) {
    static final String DISK = "disk";

    StateTable {
        known = Map.copyOf(known);
    }

    /**
     * A value of the state.
     *
     * @param word as the MIB calls it
     */
    record State(String word, Meaning meaning) {}

    static State state(String word, Meaning meaning) {
        return new State(word, meaning);
    }

    static State sound(String word) {
        return new State(word, Meaning.SOUND);
    }
}
