package io.restoreverifier.report;

import java.util.Map;

/** Writes HTML so that no text, which may come from a hostile artifact, can become markup. */
final class Html {
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
        return markup("<" + name + ">").text(text).markup("</" + name + ">");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
