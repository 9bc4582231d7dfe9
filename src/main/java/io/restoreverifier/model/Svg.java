package io.restoreverifier.model;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A drawing as it grows. Texts are escaped; what no XML may hold is left out. */
final class Svg {
    private static final Pattern NO_XML = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}]");
    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;");

    private final StringBuilder drawn = new StringBuilder();

    /** Markup of our own, as it is; never anything that was read. */
    Svg markup(String markup) {
        drawn.append(markup);
        return this;
    }

    Svg element(String name, String text) {
        return markup("<" + name + ">").escaped(text).markup("</" + name + ">");
    }

    /** @param style a class of the style sheet */
    Svg text(double x, double y, String style, String text) {
        return markup("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" class=\"" + style + "\">")
                .escaped(text)
                .markup("</text>");
    }

    /** Reads from below. */
    Svg upright(double x, double y, String style, String text) {
        return markup("<text transform=\"translate(" + number(x) + " " + number(y) + ") rotate(-90)\" class=\"" + style
                        + "\">")
                .escaped(text)
                .markup("</text>");
    }

    Svg rectangle(double x, double y, double width, double height, String style) {
        return markup("<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + "\" class=\"" + style + "\"/>");
    }

    /** @param path drawn around its own middle */
    Svg path(double x, double y, String style, String path) {
        return markup("<path transform=\"translate(" + number(x) + " " + number(y) + ")\" class=\"" + style + "\" d=\""
                + path + "\"/>");
    }

    /** Text that stands in an element of ours. */
    Svg escaped(String text) {
        for (char c : NO_XML.matcher(text).replaceAll(" ").toCharArray()) {
            drawn.append(ENTITIES.getOrDefault(c, String.valueOf(c)));
        }
        return this;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public String toString() {
        return drawn.toString();
    }
}
