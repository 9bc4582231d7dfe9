package io.restoreverifier.model;

import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Tenant;

/** How something is marked in the map: a shape, and only besides a colour. Each shape fits into 12 by 12. */
enum GroundMark {
    PRODUCTION("production", "production", "M-5 -5h10v10h-10z", ""),
    PROVEN("a copy that came back", "proven", "M0 -5.5a5.5 5.5 0 1 0 .01 0z", ""),
    UNPROVEN("a copy never restored", "unproven hollow", "M0 -5a5 5 0 1 0 .01 0z", ""),
    BAD("a copy that did not come back", "bad hollow", "M0 -5a5 5 0 1 0 .01 0z", "M-5 5L5 -5"),
    SOUND("storage, sound", "sound", "M0 -6L6 5H-6z", ""),
    UNSOUND("storage, unsound", "bad hollow", "M0 -6L6 5H-6z", "M0 -2v3.4m0 1.6v.6"),
    UNHEARD("storage, not known", "unproven hollow", "M0 -6L6 5H-6z", ""),
    BACK("if lost: all stays or comes back", "proven hollow", "M0 0", "M-5 0l3.4 4L5 -5"),
    OPEN("if lost: not all is known", "unproven hollow", "M0 0", "M-3 -2.5a3 3 0 1 1 4.2 2.8Q0 1 0 2.4M0 4.8v.6"),
    LOST("if lost: something is lost for good", "bad hollow", "M0 0", "M-4.5 -4.5l9 9m0 -9l-9 9");

    private final String words;
    private final String style;
    private final String outline;
    private final String sign;

    GroundMark(String words, String style, String outline, String sign) {
        this.words = words;
        this.style = style;
        this.outline = outline;
        this.sign = sign;
    }

    static GroundMark of(Tenant tenant) {
        Verdict proof = tenant.proof().orElse(Verdict.COULD_NOT_VERIFY);
        return switch (tenant.role()) {
            case PRODUCTION -> PRODUCTION;
            case COPY -> chosen(proof, PROVEN, BAD, UNPROVEN);
            case STORAGE -> chosen(proof, SOUND, UNSOUND, UNHEARD);
        };
    }

    /** Of what becomes of everything when a domain is lost. */
    static GroundMark of(Verdict ofALoss) {
        return chosen(ofALoss, BACK, LOST, OPEN);
    }

    static GroundMark of(Fate fate) {
        return switch (fate) {
            case STAYS, COMES_BACK -> BACK;
            case UNKNOWN -> OPEN;
            case LOST -> LOST;
        };
    }

    private static GroundMark chosen(Verdict verdict, GroundMark passed, GroundMark failed, GroundMark unknown) {
        return switch (verdict) {
            case PASSED -> passed;
            case FAILED -> failed;
            case COULD_NOT_VERIFY -> unknown;
        };
    }

    /** What it means, for the legend. */
    String words() {
        return words;
    }

    void draw(Svg svg, double x, double y) {
        svg.path(x, y, style, outline);
        if (!sign.isEmpty()) {
            svg.path(x, y, style, sign);
        }
    }
}
