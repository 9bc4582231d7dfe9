package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks at the report as users do, in a browser: at the one that this build has just made of the sample company's backups, and
 * at one with hostile names in every place. With {@code -Drestore.pictures=true} the README's pictures are taken anew.
 */
class ReportScreenshotIT {
    private static final Path ALLURE = Path.of(System.getProperty("restore.allure", "restore.allure-is-not-set"));
    private static final Path REPORT = Path.of(System.getProperty("restore.report", "target/restore-report"));
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path PICTURES = Path.of("docs/images");
    private static final Map<String, String> SHOWN_AS =
            Map.of("PASSED", "Passed", "FAILED", "Failed", "COULD_NOT_VERIFY", "Broken");
    private static final String TRAP = "document.title='sprung'";
    private static final String HOSTILE =
            "</script><script>" + TRAP + "</script><img src=x onerror=\"" + TRAP + "\"><svg/onload=" + TRAP + ">";

    @TempDir
    Path temporary;

    private Chromium browser;

    @BeforeEach
    void findTheBrowser() {
        browser = Chromium.find(temporary);
    }

    @Test
    void everyEntryIsShownWithItsVerdictAndItsChecks() throws Exception {
        AllurePage page = AllurePage.of(REPORT.resolve("allure/index.html"));
        JsonNode entries = sampleReport().get("backups");

        assertThat(entries).isNotEmpty();
        for (JsonNode entry : entries) {
            String text = text(browser.dom(page.entry(entry.get("backup").asText())));
            assertThat(text)
                    .contains(entry.get("backup").asText())
                    .contains(SHOWN_AS.get(entry.get("verdict").asText()))
                    .contains(entry.at("/artifact/name").asText());
            assertThat(entry.get("checks")).isNotEmpty();
            entry.get("checks")
                    .forEach(check -> assertThat(text)
                            .contains((check.get("check").asText() + " "
                                            + check.get("subject").asText())
                                    .strip())
                            .contains(check.get("found").asText()));
            entry.get("stages")
                    .forEach(stage ->
                            assertThat(text).contains(stage.get("stage").asText()));
        }
    }

    @Test
    void theOverviewNamesEachEntryUnderItsVerdict() throws Exception {
        AllurePage page = AllurePage.of(REPORT.resolve("allure/index.html"));

        String text = text(browser.dom(page.overview()));

        assertThat(text).contains("Restore tests").contains("test cases");
        sampleReport()
                .get("backups")
                .forEach(entry -> assertThat(text).contains(entry.get("backup").asText()));
    }

    @Test
    void picturesAreTaken() throws Exception {
        String here = Path.of("").toAbsolutePath().toString();
        AllurePage page = AllurePage.of(REPORT.resolve("allure/index.html"))
                .copy(temporary.resolve("shown.html"), data -> data.replace(here, "/srv/restore-verifier"));

        take(page.overview(), "report.png");
        take(page.entry("customer-database"), "report-entry.png");
    }

    /** Allure's own frame is as it is; what we write into it is judged. */
    @Test
    void whatIsSaidOfAnEntryCanBeReadByEverybodyAtADeskAndOnAPhone() throws Exception {
        ReportFolder folder = new ReportFolder(temporary.resolve("report"));
        AllureCommandLine allure = AllureCommandLine.in(ALLURE, temporary.resolve("history"));
        new Report(folder, allure, Masking.NONE, Optional.empty()).write(SampleRun.of(everyStatus()));
        AllurePage page = AllurePage.of(folder.allureHtml());
        String entry = page.entry("customer-database");
        String fragment = entry.substring(entry.indexOf('#') + 1);

        for (Chromium screen : List.of(browser.on(1280, 900, false), browser.on(500, 1000, true))) {
            Axe axe = Axe.on(screen, Files.readString(folder.allureHtml()), temporary, fragment, ".description__text");

            axe.assertFine();
        }
    }

    @Test
    void hostileNamesStayText() throws Exception {
        ReportFolder folder = new ReportFolder(temporary.resolve("report"));
        AllureCommandLine allure = AllureCommandLine.in(ALLURE, temporary.resolve("history"));
        new Report(folder, allure, Masking.NONE, Optional.empty()).write(SampleRun.of(hostile()));
        AllurePage page = AllurePage.of(folder.allureHtml());

        String entry = browser.dom(page.entry("customer-database"));
        browser.screenshot(page.entry("customer-database"), SCREENSHOTS.resolve("hostile-names.png"));

        assertThat(text(entry)).contains("<img src=x onerror=");
        for (String dom : List.of(
                entry,
                browser.dom(page.overview()),
                browser.dom(page.section("suites")),
                browser.dom(page.section("categories")))) {
            assertThat(dom).doesNotContain("<title>sprung");
        }
    }

    @Test
    void theMapIsSeenWithoutAClick() throws Exception {
        for (int entries : List.of(5, 200)) {
            ReportFolder folder = new ReportFolder(temporary.resolve("report-" + entries));
            AllureCommandLine allure = AllureCommandLine.in(ALLURE, temporary.resolve("history-" + entries));
            new Report(folder, allure, Masking.NONE, Optional.empty())
                    .write(SampleRun.night().on(GroundMaps.of(entries)));
            AllurePage page = AllurePage.of(folder.allureHtml());

            String dom = browser.dom(page.entry("What fails together"));
            browser.on(1600, 2000, false)
                    .screenshot(
                            page.entry("What fails together"), SCREENSHOTS.resolve("report-map-" + entries + ".png"));

            if (entries == 5) {
                take(page.entry("What fails together"), "report-map.png");
            }
            assertThat(dom).contains("<title id=\"gm-title\">What fails together</title>");
            assertThat(text(dom)).contains("lost with fremont").contains("if fremont is lost: ");
        }
    }

    @Test
    void theTrapWouldBeSeenToSpring() throws Exception {
        Path page = Files.writeString(temporary.resolve("trap.html"), "<title>calm</title><p>" + HOSTILE);

        assertThat(browser.dom(page.toUri().toString())).contains("<title>sprung</title>");
    }

    private void take(String url, String name) throws Exception {
        Path picture = SCREENSHOTS.resolve(name);
        browser.screenshot(url, picture);
        assertThat(colours(picture)).as("colours of %s", name).isGreaterThan(50);
        if (Boolean.getBoolean("restore.pictures")) {
            Files.createDirectories(PICTURES);
            Files.copy(picture, PICTURES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A page that shows nothing has a handful. */
    private static int colours(Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 2) {
            for (int y = 0; y < image.getHeight(); y += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }

    private static JsonNode sampleReport() throws IOException {
        Path json = REPORT.resolve("report.json");
        assertThat(json).as("the report of this build: run the catalog first").exists();
        return new ObjectMapper().readTree(Files.readString(json));
    }

    /** What a reader sees, on one line. */
    private static String text(String dom) {
        return dom.replaceAll("(?s)<(script|style)\\b.*?</\\1>", "")
                .replaceAll("<[a-zA-Z/!][^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
    }

    private static Outcome everyStatus() {
        Outcome good = SampleRun.customers();
        Finding wrong = Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, "a", "a is missing", "look for it");
        Finding unknown = Finding.error(FindingCode.TOOL_FAILED, Stage.CHECK, "b", "b cannot be read", "look at it");
        return with(
                good,
                List.of(
                        CheckResult.passed("rows", "customers", "at least 1", "7"),
                        CheckResult.withFinding("contains", "a", "a", "nothing", wrong),
                        CheckResult.withFinding("contains", "b", "b", "nothing", unknown),
                        CheckResult.notApplicable("views", "", "", "there are none")),
                List.of(wrong, unknown));
    }

    private static Outcome with(Outcome good, List<CheckResult> checks, List<Finding> findings) {
        return new Outcome(
                good.entry(),
                good.kind(),
                good.labels(),
                Verdict.FAILED,
                good.artifact(),
                good.sha256(),
                good.rpo(),
                good.rto(),
                good.started(),
                good.finished(),
                good.stages(),
                checks,
                findings,
                List.of(),
                good.notes());
    }

    private static Outcome hostile() {
        Outcome good = SampleRun.customers();
        Artifact artifact = good.artifact().orElseThrow();
        Finding finding = Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, HOSTILE, HOSTILE, HOSTILE);
        return new Outcome(
                good.entry(),
                good.kind(),
                new EntryLabels(
                        HOSTILE, HOSTILE, List.of(HOSTILE), good.labels().criticality()),
                Verdict.FAILED,
                Optional.of(new Artifact(HOSTILE, "/srv/" + HOSTILE, 1, artifact.producedAt(), artifact.timeFrom())),
                good.sha256(),
                good.rpo(),
                good.rto(),
                good.started(),
                good.finished(),
                good.stages(),
                List.of(
                        CheckResult.passed("rows", HOSTILE, HOSTILE, HOSTILE),
                        CheckResult.withFinding("contains", HOSTILE, HOSTILE, HOSTILE, finding)),
                List.of(finding),
                List.of(Attachment.text(HOSTILE, HOSTILE), Attachment.csv(HOSTILE, "a,b\n" + HOSTILE + ",1\n")),
                List.of(HOSTILE));
    }
}
