package io.restoreverifier.inspect;

import io.restoreverifier.model.FindingCode;

/** What is wrong with a dump, on its way up through the readers. Never leaves this room. */
final class DumpDamage extends Exception {
    private static final long serialVersionUID = 1;
    private final FindingCode code;
    private final String text;
    private final String hint;

    DumpDamage(FindingCode code, String text, String hint) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
        this.hint = hint;
    }

    FindingCode code() {
        return code;
    }

    String text() {
        return text;
    }

    String hint() {
        return hint;
    }
}
