package io.restoreverifier.report;

import java.util.Map;

/** Writes HTML so that no text, which may come from a hostile artifact, can become markup. */
final class Html {
    /** How the cell of a table looks: Allure brings no style for tables. */
    static final String CELL =
            "text-align: left; vertical-align: top; padding: 3px 16px 3px 0; border-bottom: 1px solid #ddd";

    private static final Map<Character, String> ENTITIES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private final StringBuilder html = new StringBuilder();

    /** Text, escaped. */
    Html text(String text) {
        for (char c : text.toCharArray()) {
            html.append(ENTITIES.getOrDefault(c, String.valueOf(c)));
        }
        return this;
    }

    /** Markup of our own, as it is; never anything that was read. */
    Html markup(String markup) {
        html.append(markup);
        return this;
    }

    /** An element with escaped text in it. */
    Html element(String name, String text) {
        return element(name, "", text);
    }

    /** @param style declarations of our own; Allure brings none for tables */
    Html element(String name, String style, String text) {
        return open(name, style).text(text).markup("</" + name + ">");
    }

    /** The opening tag of an element. */
    Html open(String name, String style) {
        return markup(style.isEmpty() ? "<" + name + ">" : "<" + name + " style=\"" + style + "\">");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
