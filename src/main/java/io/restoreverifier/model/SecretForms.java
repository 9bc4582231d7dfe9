package io.restoreverifier.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The texts in which one secret may turn up: as it is, by lines, in a URL, in Base64. */
final class SecretForms {
    /** A line of a key is long; the short lines of a multi-line value are brackets and words. */
    private static final int LONG_LINE = 12;

    /** What is left of a short secret inside a longer Base64 text is too little to be told from chance. */
    private static final int TELLING = 6;

    private final Set<String> forms = new LinkedHashSet<>();

    private SecretForms() {}

    static Set<String> of(String secret) {
        SecretForms collected = new SecretForms();
        String stripped = secret.strip();
        collected.add(secret);
        collected.add(stripped);
        stripped.lines()
                .map(String::strip)
                .filter(line -> line.length() >= LONG_LINE)
                .forEach(collected::add);
        return collected.forms;
    }

    private void add(String text) {
        forms.add(text);
        String inUrl = URLEncoder.encode(text, StandardCharsets.UTF_8);
        forms.add(inUrl);
        forms.add(inUrl.replace("+", "%20"));
        forms.add(lowerCaseEscapes(inUrl.replace("+", "%20")));
        forms.add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        addBase64(text.getBytes(StandardCharsets.UTF_8));
    }

    private void addBase64(byte[] bytes) {
        String whole = Base64.getEncoder().encodeToString(bytes);
        forms.add(whole);
        forms.add(whole.replace("=", ""));
        forms.add(urlSafe(whole));
        forms.add(urlSafe(whole).replace("=", ""));
        for (int before = 0; before < 3; before++) {
            String inside = insideBase64(bytes, before);
            if (inside.length() >= TELLING) {
                forms.add(inside);
                forms.add(urlSafe(inside));
            }
        }
    }

    /** The letters that these bytes alone decide, when so many others (modulo 3) stand before them. */
    private static String insideBase64(byte[] bytes, int before) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = (before * 8 + 5) / 6;
        int to = padded.length * 8 / 6;
        return from < to ? encoded.substring(from, to) : "";
    }

    private static String urlSafe(String base64) {
        return base64.replace('+', '-').replace('/', '_');
    }

    private static String lowerCaseEscapes(String inUrl) {
        StringBuilder lower = new StringBuilder(inUrl);
        for (int at = lower.indexOf("%"); at >= 0; at = lower.indexOf("%", at + 1)) {
            lower.replace(at + 1, at + 3, lower.substring(at + 1, at + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }
}
