package io.restoreverifier.coverage;

import io.restoreverifier.model.FindingCode;

/** What kind of thing a place holds. */
enum Kind {
    DATABASE("databases", "database", "server", FindingCode.DATABASE_UNCOVERED),
    REPOSITORY("repositories", "repository", "folder", FindingCode.REPOSITORY_UNCOVERED),
    ARTIFACT("artifacts", "file", "folder", FindingCode.ARTIFACT_UNCLAIMED);

    private final String plural;
    private final String one;
    private final String place;
    private final FindingCode uncovered;

    Kind(String plural, String one, String place, FindingCode uncovered) {
        this.plural = plural;
        this.one = one;
        this.place = place;
        this.uncovered = uncovered;
    }

    /** Also the name of the check that is put to a place. */
    String plural() {
        return plural;
    }

    /** So many of what is counted there. */
    String counted(long count) {
        return count == 1 ? "1 " + one : count + " " + (this == ARTIFACT ? "files" : plural);
    }

    /** What holds such things. */
    String place() {
        return place;
    }

    /** The finding for one that no entry covers. */
    FindingCode uncovered() {
        return uncovered;
    }
}
