package io.restoreverifier.application;

import java.util.regex.Pattern;

/** The name of a host as it is shown: one that somebody has put data into is cut to the domain that it was meant for. */
final class ContactName {
    private static final int LONGEST_LABEL = 16;
    /** A few short labels, none of which is a number. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:(?!\\d+\\.)[a-z0-9_-]{1," + LONGEST_LABEL + "}\\.){0,3}[a-z0-9_-]{1," + LONGEST_LABEL + "}");

    private ContactName() {}

    static String shown(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        String[] labels = name.split("\\.");
        StringBuilder shown = new StringBuilder("...");
        for (int i = Math.max(0, labels.length - 2); i < labels.length; i++) {
            shown.append(i > labels.length - 2 && labels.length > 1 ? "." : "")
                    .append(labels[i].length() > LONGEST_LABEL ? "..." : labels[i]);
        }
        return shown.toString();
    }
}
