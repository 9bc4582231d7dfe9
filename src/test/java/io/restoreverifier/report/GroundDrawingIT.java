package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.GroundDrawing;
import io.restoreverifier.model.GroundMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map as a browser lays it out, of few entries and of many. */
class GroundDrawingIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Pattern MEASURED = Pattern.compile("(?s)<pre id=\"measured\">(.*?)</pre>");
    private static final String MEASURE = """
            var svg = document.querySelector('svg'), all = svg.getBoundingClientRect();
            var texts = Array.from(svg.querySelectorAll('text')).map(function (t) {
              return {box: t.getBoundingClientRect(), text: t.textContent, size: parseFloat(getComputedStyle(t).fontSize)};
            });
            var overlaps = [], outside = [];
            texts.forEach(function (a, i) {
              if (a.box.left < all.left || a.box.right > all.right || a.box.top < all.top || a.box.bottom > all.bottom) {
                outside.push(a.text);
              }
              texts.slice(i + 1).forEach(function (b) {
                if (a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom) {
                  overlaps.push(a.text + ' / ' + b.text);
                }
              });
            });
            var marks = Array.from(svg.querySelectorAll('g')).map(function (g) { return g.getBoundingClientRect(); });
            var covered = 0;
            marks.forEach(function (m) { texts.forEach(function (t) {
              if (m.left < t.box.right && t.box.left < m.right && m.top < t.box.bottom && t.box.top < m.bottom) { covered++; }
            }); });
            var said = document.createElement('pre');
            said.id = 'measured';
            said.textContent = JSON.stringify({texts: texts.length, overlaps: overlaps, outside: outside, marks: marks.length,
              covered: covered, smallest: Math.min.apply(null, texts.map(function (t) { return t.size; })), width: all.width,
              page: getComputedStyle(svg.querySelector('.page')).fill});
            document.body.appendChild(said);
            """;

    @TempDir
    Path temporary;

    private Chromium browser;

    @BeforeEach
    void findTheBrowser() {
        browser = Chromium.find(temporary);
    }

    @ParameterizedTest
    @CsvSource({"5, false", "5, true", "200, false", "200, true"})
    void nothingOverlapsAndNothingIsSmall(int entries, boolean dark) throws Exception {
        String svg = GroundDrawing.of(GroundMaps.of(entries));
        Path page = Files.writeString(
                temporary.resolve("map.html"),
                "<!DOCTYPE html><meta name=color-scheme content='light dark'><body style='margin:0'>" + svg + "<script>"
                        + MEASURE + "</script></body>");
        Chromium screen = browser.on(1000, entries < 10 ? 700 : 2600, dark);

        JsonNode measured = measured(screen.dom(page.toUri().toString()));
        screen.screenshot(
                page.toUri().toString(), SCREENSHOTS.resolve("map-" + entries + (dark ? "-dark" : "") + ".png"));

        assertThat(measured.get("overlaps")).isEmpty();
        assertThat(measured.get("outside")).isEmpty();
        assertThat(measured.get("covered").asInt()).isZero();
        assertThat(measured.get("marks").asInt()).isGreaterThan(entries * 3);
        assertThat(measured.get("smallest").asDouble()).isGreaterThanOrEqualTo(12);
        assertThat(measured.get("width").asInt()).isLessThanOrEqualTo(960);
        assertThat(measured.get("page").asText()).isEqualTo(dark ? "rgb(26, 34, 42)" : "rgb(255, 255, 255)");
    }

    @Test
    void everyEntryIsNamed() {
        String svg = GroundDrawing.of(GroundMaps.of(200));

        for (int i = 0; i < 200; i++) {
            if (i % 7 != 3) {
                assertThat(svg).contains(">database-" + i + "</text>");
            }
        }
    }

    private static JsonNode measured(String dom) throws Exception {
        Matcher result = MEASURED.matcher(dom);
        assertThat(result.find()).as("the map was measured").isTrue();
        return new ObjectMapper()
                .readTree(result.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
    }
}
