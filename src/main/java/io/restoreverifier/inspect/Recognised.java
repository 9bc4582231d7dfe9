package io.restoreverifier.inspect;

import io.restoreverifier.model.Format;

/** What an artifact looks like by its first bytes. */
sealed interface Recognised {

    /** With its article, as it stands in a sentence: {@code a tar archive}. */
    String label();

    /** Something that can be restored. */
    record Restorable(Format format) implements Recognised {
        @Override
        public String label() {
            return "a " + format.label();
        }
    }

    /** A real format of backups that is not restorable here yet. */
    record NotYet(String label) implements Recognised {}

    /** No backup at all. */
    record NoBackup(String label) implements Recognised {}

    /** Compressed data that break before anything of their content can be told. */
    record Broken(String label, boolean tooShort) implements Recognised {}
}
