package io.restoreverifier.model;

import java.util.regex.Pattern;

/**
 * A line that a program has written of which nothing else is known. What stands in quotes or braces may be a row, and so may
 * addresses and long numbers: none of that is shown.
 */
public final class ToolOutput {
    private static final int LONGEST = 300;
    private static final Pattern VALUES = Pattern.compile(
            "\"[^\"]*\"?|(?<![\\p{L}\\p{N}])'[^']*'?|`[^`]*`?|\\{.*\\}?|\\[[^\\]]*[\"'{,][^\\]]*\\]?|\\S+@\\S+|\\b\\d{7,}\\b");

    private ToolOutput() {}

    /** The line as it may be shown. */
    public static String shown(String line) {
        String head = line.substring(0, Math.min(4 * LONGEST, line.length()));
        String plain = VALUES.matcher(head).replaceAll("...").replaceAll("\\p{Cntrl}", " ");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + " ..." : plain;
    }
}
