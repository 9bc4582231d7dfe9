package io.restoreverifier.model;

/**
 * Whether what lies in a place can be deleted for good with credentials that may write there.
 *
 * @param why in words, for messages
 */
public record Deletion(Answer answer, String why) {
    public static final Deletion NOT_KNOWN = new Deletion(Answer.NOT_KNOWN, "");

    /** What can be told of it. */
    public enum Answer {
        POSSIBLE,
        PREVENTED,
        NOT_KNOWN
    }

    public static Deletion possible(String why) {
        return new Deletion(Answer.POSSIBLE, why);
    }

    public static Deletion prevented(String why) {
        return new Deletion(Answer.PREVENTED, why);
    }
}
