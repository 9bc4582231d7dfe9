package io.restoreverifier.dump;

import java.util.Locale;
import java.util.Set;

/** Whether a semicolon ends a statement of SQLite: within a trigger only one that follows {@code ; END} does. */
final class SqliteStatement {
    private static final Set<String> BEFORE_TRIGGER = Set.of("TEMP", "TEMPORARY");
    private static final int LONGEST_WORD = 16;

    private enum State {
        START,
        CREATE,
        PLAIN,
        TRIGGER,
        SEMICOLON,
        END
    }

    private final StringBuilder word = new StringBuilder();
    private State state = State.START;

    void begin() {
        state = State.START;
        word.setLength(0);
    }

    /** Whether it is known to be no trigger, so that no word in it matters. */
    boolean isPlain() {
        return state == State.PLAIN;
    }

    /** Something that is neither a word nor a semicolon stands there. */
    void other() {
        endWord();
        state = switch (state) {
            case START, CREATE, PLAIN -> State.PLAIN;
            case TRIGGER, SEMICOLON, END -> State.TRIGGER;
        };
    }

    /** Takes the next character outside of quotes and comments, and tells whether the statement ends with it. */
    boolean endsWith(char c) {
        if (Character.isLetterOrDigit(c) || c == '_' || c >= 0x80) {
            if (word.length() < LONGEST_WORD) {
                word.append(c);
            }
            return false;
        }
        endWord();
        if (c == ';') {
            boolean inTrigger = state == State.TRIGGER || state == State.SEMICOLON;
            state = inTrigger ? State.SEMICOLON : state;
            return !inTrigger;
        }
        if (c > ' ') {
            other();
        }
        return false;
    }

    private void endWord() {
        if (word.isEmpty()) {
            return;
        }
        String said = word.toString().toUpperCase(Locale.ROOT);
        word.setLength(0);
        state = switch (state) {
            case START -> said.equals("CREATE") ? State.CREATE : State.PLAIN;
            case CREATE ->
                said.equals("TRIGGER") ? State.TRIGGER : BEFORE_TRIGGER.contains(said) ? State.CREATE : State.PLAIN;
            case PLAIN -> State.PLAIN;
            case SEMICOLON -> said.equals("END") ? State.END : State.TRIGGER;
            case TRIGGER, END -> State.TRIGGER;
        };
    }
}
