package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What axe finds on a page as a browser shows it.
 *
 * @param said {@code violations}, {@code contrasts} (whether contrast was looked at), {@code dark}, {@code width}, {@code
 *     overflow}, and what the element {@code stale} says, if there is one
 */
public record Axe(JsonNode said) {
    private static final Pattern RESULT = Pattern.compile("(?s)<pre id=\"judged\">(.*?)</pre>");
    private static final String JUDGE = """
            (function judge() {
            var part = document.querySelector('PART');
            if (part === null) {
              setTimeout(judge, 100);
              return;
            }
            axe.run('PART' === 'html' ? document : part, {resultTypes: ['violations', 'incomplete']}).then(function (found) {
              var said = document.createElement('pre');
              var stale = document.getElementById('stale');
              said.id = 'judged';
              said.textContent = JSON.stringify({
                violations: found.violations.map(function (v) {
                  return v.id + ': ' + v.nodes.map(function (n) { return n.target + ' ' + n.failureSummary; }).join('; ');
                }),
                contrasts: found.passes.filter(function (p) { return p.id === 'color-contrast'; }).length,
                dark: matchMedia('(prefers-color-scheme: dark)').matches,
                width: innerWidth,
                overflow: document.documentElement.scrollWidth - innerWidth,
                stale: stale === null ? '' : stale.textContent,
                hidden: stale === null || stale.hidden
              });
              document.body.appendChild(said);
            });
            })();
            """;

    /**
     * Judges a page.
     *
     * @param temporary a folder for a copy of it
     */
    public static Axe on(Chromium screen, String page, Path temporary) throws Exception {
        return on(screen, page, temporary, "", "html");
    }

    /**
     * Judges a part of a page that its scripts make.
     *
     * @param temporary a folder for a copy of it
     * @param fragment what follows {@code #} in its address
     * @param part a selector; it is waited for
     */
    static Axe on(Chromium screen, String page, Path temporary, String fragment, String part) throws Exception {
        int end = page.lastIndexOf("</body>");
        Path judged = Files.writeString(
                temporary.resolve("judged.html"),
                page.substring(0, end) + "<script>" + axe() + "</script><script>" + JUDGE.replace("PART", part)
                        + "</script>" + page.substring(end));
        Matcher result = RESULT.matcher(screen.dom(judged.toUri() + (fragment.isEmpty() ? "" : "#" + fragment)));
        assertThat(result.find()).as("axe has judged").isTrue();
        String json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return new Axe(new ObjectMapper().readTree(json));
    }

    /** Nothing is wrong with it, its contrast was looked at, and it fits on the screen. */
    public void assertFine() {
        assertThat(said.get("violations")).isEmpty();
        assertThat(said.get("contrasts").asInt()).as("contrast was looked at").isPositive();
        assertThat(said.get("overflow").asInt()).isLessThanOrEqualTo(0);
    }

    private static String axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
    }
}
