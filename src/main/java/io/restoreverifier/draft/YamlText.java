package io.restoreverifier.draft;

import io.restoreverifier.archive.SafeName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that others chose, such as names of files and tables, written so that YAML takes them as they are. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> MEANT_OTHERWISE = Set.of("true", "false", "null", "yes", "no", "on", "off");

    private YamlText() {}

    /** Whether the catalog would take it for itself: {@code ${env:NAME}} stands for something else. */
    static boolean isWritable(String text) {
        return !text.contains("${");
    }

    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !MEANT_OTHERWISE.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** On one line, whatever stands in it. */
    static String comment(String text) {
        return SafeName.shown(text);
    }
}
