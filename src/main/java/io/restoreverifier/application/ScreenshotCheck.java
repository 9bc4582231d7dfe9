package io.restoreverifier.application;

import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * {@code screenshot:}: a picture of a page as a browser shows it, with the cookies of the requests before. It shows restored data,
 * and is made only of what the catalog names.
 */
record ScreenshotCheck(String path) implements ApplicationCheck {
    private static final int OK = 200;
    private static final String EXPECTED = "status 200, and a page that is not blank";

    @Override
    public String name() {
        return "screenshot";
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        Optional<Browser> browser = Browser.ofThisMachine();
        if (browser.isEmpty()) {
            return List.of(CheckResult.notApplicable(
                    name(), path, EXPECTED, "this machine has no Chromium: nobody looked at the page"));
        }
        try (Showing showing = Showing.of(visit)) {
            return List.of(judged(picture(browser.get(), showing, limit), showing, visit));
        } catch (IOException e) {
            throw new CannotTell(FindingCode.TOOL_FAILED, "the picture of " + path + " cannot be read", "", e);
        }
    }

    /** Of an answer that is an error there may be nothing to show. */
    private byte[] picture(Browser browser, Showing showing, Duration limit) {
        try {
            return browser.picture(showing, path, limit);
        } catch (CannotTell e) {
            if (showing.status(path).filter(status -> status != OK).isPresent()) {
                return new byte[0];
            }
            throw e;
        }
    }

    private CheckResult judged(byte[] png, Showing showing, Visit visit) throws IOException {
        int status = showing.status(path).orElse(0);
        if (status != OK) {
            visit.exhaustion().ifPresent(exhausted -> {
                throw exhausted;
            });
            String found = status == 0 ? "no answer" : "status " + status;
            return failed(found + visit.application().causes());
        }
        visit.attach(Attachment.picture("screenshot of " + path, png));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        String size = image.getWidth() + " x " + image.getHeight() + " pixels, " + png.length + " bytes";
        return isBlank(image)
                ? failed("a blank page, " + size)
                : CheckResult.passed(name(), path, EXPECTED, "status 200, " + size);
    }

    private static boolean isBlank(BufferedImage image) {
        int first = image.getRGB(0, 0);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) != first) {
                    return false;
                }
            }
        }
        return true;
    }

    private CheckResult failed(String found) {
        Finding finding = Finding.error(
                FindingCode.HTTP_FAILED,
                Stage.CHECK,
                path,
                "screenshot of " + path + ": expected " + EXPECTED + ", found " + found,
                "sign in first, by a request of `http:`; does production show a page there?");
        return CheckResult.withFinding(name(), path, EXPECTED, found, finding);
    }
}
