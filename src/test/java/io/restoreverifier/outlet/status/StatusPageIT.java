package io.restoreverifier.outlet.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import io.restoreverifier.report.Axe;
import io.restoreverifier.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status page in a browser, judged by axe: at a desk and on a phone, in the light and in the dark. */
class StatusPageIT {
    private static final Path PICTURES = Path.of("docs/images");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

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

        Axe axe = Axe.on(desk, Files.readString(page), temporary);
        take(desk, ofItsNight(page(SampleNight.ending(temporary), "")), "status-page.png");

        axe.assertFine();
        assertThat(axe.said().get("dark").asBoolean()).isFalse();
        assertThat(axe.said().get("hidden").asBoolean()).isTrue();
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

        Axe axe = Axe.on(phone, Files.readString(page), temporary);
        take(phone, page, "status-page-phone.png");

        axe.assertFine();
        assertThat(axe.said().get("dark").asBoolean()).isTrue();
        assertThat(axe.said().get("width").asInt()).isLessThan(600);
        assertThat(axe.said().get("hidden").asBoolean()).isFalse();
        assertThat(axe.said().get("stale").asText())
                .startsWith("This page is out of date.")
                .contains("3 days ago");
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, true", "500, 1000, false"})
    void everybodyCanReadItInTheOtherColoursToo(int width, int height, boolean dark) throws Exception {
        Path page = page(SampleNight.ending(temporary), "valid-for: 36500d");

        Axe axe = Axe.on(browser.on(width, height, dark), Files.readString(page), temporary);

        axe.assertFine();
        assertThat(axe.said().get("dark").asBoolean()).isEqualTo(dark);
    }

    @ParameterizedTest
    @CsvSource({"1280, 5, false", "500, 200, true"})
    void whatFailsTogetherFitsOnADeskAndScrollsOnAPhone(int width, int entries, boolean dark) throws Exception {
        Path page = page(SampleNight.on(GroundMaps.of(entries), SampleNight.ending(temporary)), "valid-for: 36500d");
        Chromium screen = browser.on(width, 2400, dark);

        Axe axe = Axe.on(screen, Files.readString(page), temporary);
        screen.screenshot(
                ofItsNight(page).toUri().toString(), SCREENSHOTS.resolve("status-page-map-" + entries + ".png"));

        axe.assertFine();
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
        Sections.read(temporary, Pages::read, yaml).get(0).tell(ending);
        return temporary.resolve("site/index.html");
    }

    /** As it was seen then: without the script that finds it old today. */
    private static Path ofItsNight(Path page) throws IOException {
        return Files.writeString(page, Files.readString(page).replaceAll("(?s)<script>.*?</script>", ""));
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
