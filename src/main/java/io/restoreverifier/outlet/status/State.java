package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Verdict;

/** What a backup looks like on the page: a word and a shape, and only besides a colour. */
enum State {
    FAILED("failed", "Failed", "M6 1h8l5 5v8l-5 5H6l-5-5V6z", "M6.5 6.5l7 7m0-7l-7 7"),
    COULD_NOT_VERIFY("unknown", "Could not be verified", "M10 1l9 17H1z", "M10 7.5v5m0 2.3v.4"),
    PASSED("passed", "Passed", "M10 1a9 9 0 1 0 .01 0z", "M5.8 10.4l3 3 5.4-6.2"),
    NOT_DUE("not-due", "Not due", "M10 1a9 9 0 1 0 .01 0z", "M10 5v5.2l3.4 2");

    private final String style;
    private final String text;
    private final String outline;
    private final String sign;

    State(String style, String text, String outline, String sign) {
        this.style = style;
        this.text = text;
        this.outline = outline;
        this.sign = sign;
    }

    static State of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case COULD_NOT_VERIFY -> COULD_NOT_VERIFY;
        };
    }

    /** The class in the style sheet. */
    String style() {
        return style;
    }

    String text() {
        return text;
    }

    /** Path of an SVG of 20 by 20. */
    String outline() {
        return outline;
    }

    /** Path of the sign within the outline. */
    String sign() {
        return sign;
    }
}
