package io.restoreverifier.outlet.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.report.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page in a browser, judged by axe: at a desk in the light, and on a phone in the dark. */
class StatusPageIT {
    private static final Path PICTURES = Path.of("docs/images");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Pattern RESULT = Pattern.compile("(?s)<pre id=\"judged\">(.*?)</pre>");
    private static final String JUDGE = """
            axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(function (found) {
              var said = document.createElement('pre');
              said.id = 'judged';
              said.textContent = JSON.stringify({
                violations: found.violations.map(function (v) {
                  return v.id + ': ' + v.nodes.map(function (n) { return n.target + ' ' + n.failureSummary; }).join('; ');
                }),
                contrasts: found.passes.filter(function (p) { return p.id === 'color-contrast'; }).length,
                dark: matchMedia('(prefers-color-scheme: dark)').matches,
                width: innerWidth,
                overflow: document.documentElement.scrollWidth - innerWidth,
                stale: document.getElementById('stale').textContent,
                hidden: document.getElementById('stale').hidden
              });
              document.body.appendChild(said);
            });
            """;

    @TempDir
    Path temporary;

    private Chromium browser;

    @BeforeEach
    void findTheBrowser() {
        browser = Chromium.find(temporary);
    }

    @Test
    void atADeskInTheLightItIsCurrent() throws Exception {
        Path page = page(SampleNight.ending(temporary), "valid-for: 36500d");
        Chromium desk = browser.on(1280, 900, false);

        JsonNode judged = judged(desk, page);
        take(desk, ofItsNight(page(SampleNight.ending(temporary), "")), "status-page.png");

        assertFine(judged);
        assertThat(judged.get("dark").asBoolean()).isFalse();
        assertThat(judged.get("hidden").asBoolean()).isTrue();
    }

    @Test
    void onAPhoneInTheDarkItSaysByItselfThatItIsOld() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(3)).minusSeconds(3600);
        Ending old = SampleNight.ending(
                temporary,
                then,
                List.of(SampleNight.customers("operations"), SampleNight.billing(), SampleNight.code()),
                SampleNight.past());
        Path page = page(old, "");
        Chromium phone = browser.on(500, 1000, true);

        JsonNode judged = judged(phone, page);
        take(phone, page, "status-page-phone.png");

        assertFine(judged);
        assertThat(judged.get("dark").asBoolean()).isTrue();
        assertThat(judged.get("width").asInt()).isLessThan(600);
        assertThat(judged.get("hidden").asBoolean()).isFalse();
        assertThat(judged.get("stale").asText())
                .startsWith("This page is out of date.")
                .contains("3 days ago");
    }

    private static void assertFine(JsonNode judged) {
        assertThat(judged.get("violations")).isEmpty();
        assertThat(judged.get("contrasts").asInt()).as("contrast was looked at").isPositive();
        assertThat(judged.get("overflow").asInt()).isLessThanOrEqualTo(0);
    }

    private Path page(Ending ending, String more) throws IOException {
        Path notes = Files.createDirectories(temporary.resolve("incidents"));
        Files.writeString(notes.resolve("2026-11-20-array.md"), """
                ## 20 November: storage array of the billing system

                Two drives failed within an hour. The **billing archive** is restored from the copy of 7 November; what
                was entered since is being merged by hand.
                """);
        String yaml = "{folder: site, title: Example Hosting, incidents: incidents"
                + (more.isEmpty() ? "" : ", " + more) + "}";
        Sections.read(temporary, StatusPage::read, yaml).get(0).tell(ending);
        return temporary.resolve("site/index.html");
    }

    /** As it was seen then: without the script that finds it old today. */
    private static Path ofItsNight(Path page) throws IOException {
        return Files.writeString(page, Files.readString(page).replaceAll("(?s)<script>.*?</script>", ""));
    }

    private JsonNode judged(Chromium screen, Path page) throws Exception {
        Path judged = Files.writeString(
                temporary.resolve("judged.html"),
                Files.readString(page)
                        .replace("</body>", "<script>" + axe() + "</script><script>" + JUDGE + "</script></body>"));
        Matcher result = RESULT.matcher(screen.dom(judged.toUri().toString()));
        assertThat(result.find()).as("axe has judged").isTrue();
        String json = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return new ObjectMapper().readTree(json);
    }

    private static String axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(StatusPageIT.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        }
    }

    private static void take(Chromium screen, Path page, String name) throws Exception {
        Path picture = SCREENSHOTS.resolve(name);
        screen.screenshot(page.toUri().toString(), picture);
        assertThat(Files.size(picture)).isGreaterThan(10_000);
        if (Boolean.getBoolean("restore.pictures")) {
            Files.copy(picture, PICTURES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
