package io.restoreverifier.dump;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;

/** What is wrong with a dump, or unknown about it, on its way up through the readers. Becomes a finding. */
public final class DumpDamage extends IOException {
    private static final long serialVersionUID = 1;
    private final FindingCode code;
    private final String text;
    private final String hint;

    public DumpDamage(FindingCode code, String text, String hint) {
        super(text);
        this.code = code;
        this.text = text;
        this.hint = hint;
    }

    public FindingCode code() {
        return code;
    }

    public String text() {
        return text;
    }

    public String hint() {
        return hint;
    }
}
