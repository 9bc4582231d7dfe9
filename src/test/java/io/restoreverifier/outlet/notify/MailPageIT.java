package io.restoreverifier.outlet.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.report.Axe;
import io.restoreverifier.report.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail of a night in a browser, judged by axe. */
class MailPageIT {
    @TempDir
    Path temporary;

    @Test
    void atADeskAndOnAPhoneItCanBeReadByEverybody() throws Exception {
        String page = MailPage.of(SampleNight.ending(temporary).run());
        Path file = Files.writeString(temporary.resolve("mail.html"), page);
        Chromium browser = Chromium.find(temporary);
        for (boolean dark : new boolean[] {false, true}) {
            Axe.on(browser.on(1280, 900, dark), page, temporary).assertFine();
            Axe.on(browser.on(500, 1000, dark), page, temporary).assertFine();
        }

        Path picture = Path.of("target/screenshots/mail.png");
        browser.on(1280, 900, false).screenshot(file.toUri().toString(), picture);
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }
}
