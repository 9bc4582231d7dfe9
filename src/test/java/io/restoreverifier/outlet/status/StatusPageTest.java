package io.restoreverifier.outlet.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.GroundMaps;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on the page, what must not stand on the public one, and how it is taken elsewhere. */
class StatusPageTest {
    private static final String TRAP = "<script>alert(1)</script><img src=x onerror='alert(2)'>";

    @TempDir
    Path folder;

    @Test
    void everyBackupIsOnThePageTheTroubledFirst() throws IOException {
        tell("folder: site", SampleNight.ending(folder));

        String page = page("site");
        assertThat(page)
                .contains("<title>1 of 4 backups failed, 1 could not be verified – Backup status</title>")
                .containsSubsequence("billing-archive", "clientarea-code", "customer-database", "website-files")
                .contains("RPO_EXCEEDED: the newest data is 93d 4h old, expected at most 1d 2h")
                .contains("<time datetime=\"2026-11-22T03:00:00Z\">2026-11-22 03:00 UTC</time>")
                .contains(
                        "<time datetime=\"2026-11-07T03:00:00Z\">2026-11-07 03:00 UTC</time><small>15 d before this run")
                .contains("93 d 4 h – exceeded</span><small>objective 1 d 2 h</small>")
                .contains("6.1 s</span><small>objective 30 min</small>")
                .contains("<span class=\"exceeded\">never</span>")
                .contains("due again from 2026-11-26 03:00 UTC")
                .contains("Valid until <time datetime=\"2026-11-23T05:01:01Z\">2026-11-23 05:01 UTC</time>")
                .contains("The last 30 days: passed on 29, failed on 0, could not be verified on 1, no run on 0")
                .contains("The last 30 days: passed on 15, failed on 15, could not be verified on 0, no run on 0");
        assertThat(page.split("<rect class")).hasSize(4 * Sparkline.DAYS + 1);
        assertThat(folder.resolve("site").toFile().list()).containsExactly("index.html");
    }

    @Test
    void whatFailsTogetherIsOnThePageOfOurOwnAlone() throws IOException {
        Ending ending = SampleNight.on(GroundMaps.of(5), SampleNight.ending(folder));

        tell("{folder: site, public: {folder: open, names: {customer-database: Customer data}}}", ending);

        assertThat(page("site"))
                .contains("<h2 id=\"ground\">What fails together</h2>")
                .contains("<title id=\"gm-title\">What fails together</title>")
                .contains("If fremont is lost</span> 1 of 5 lost for good</summary>")
                .contains("<dt>database-4</dt><dd class=\"trouble\">NOTHING IS LEFT</dd>")
                .contains("No production goes with example-cloud, fremont-nas, paris, vault-with-a-really-long-name.")
                .doesNotContain("http:");
        assertThat(page("open"))
                .contains("Customer data")
                .doesNotContain("fremont")
                .doesNotContain("class=\"gm\"");
    }

    @Test
    void nothingIsAskedOfAnybodyElse() throws IOException {
        tell("folder: site", SampleNight.ending(folder));

        assertThat(page("site"))
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain(" src=")
                .doesNotContain("<link");
    }

    @Test
    void aGoodNightSaysSoAndNoBackupAtAllDoesNot() throws IOException {
        Ending good =
                SampleNight.ending(folder, SampleNight.AS_OF, List.of(SampleNight.customers("operations")), Map.of());
        Ending none = new Ending(
                new RunResult(
                        "1",
                        SampleNight.AS_OF,
                        SampleNight.AS_OF,
                        SampleNight.AS_OF,
                        "1/1",
                        "none",
                        "",
                        Map.of(),
                        List.of(),
                        List.of()),
                Map.of(),
                folder,
                Duration.ofSeconds(1));

        tell("folder: good", good);
        tell("folder: none", none);

        assertThat(page("good")).contains("<span>Every backup is proven to restore</span>");
        assertThat(page("none")).contains("<span>No backup was verified</span>").contains("<h1><svg class=\"unknown\"");
    }

    @Test
    void whatTheRunDidNotTouchKeepsItsLastState() throws IOException {
        Map<String, List<PastOutcome>> past = new HashMap<>(SampleNight.past());
        past.put("forgotten", List.of(SampleNight.past("forgotten", 2, Verdict.FAILED)));
        past.put("long-gone", List.of(SampleNight.past("long-gone", 31, Verdict.PASSED)));

        tell("folder: site", SampleNight.ending(folder, SampleNight.AS_OF, List.of(), past));

        assertThat(page("site"))
                .contains("forgotten</th>")
                .contains("not in the last run; state as of 2026-11-20 03:00 UTC")
                .doesNotContain("long-gone");
    }

    @Test
    void aPageWithBackupsThatTheRunDidNotTouchIsNotGreen() throws IOException {
        Map<String, List<PastOutcome>> past =
                Map.of("forgotten", List.of(SampleNight.past("forgotten", 2, Verdict.PASSED)));

        tell(
                "folder: site",
                SampleNight.ending(folder, SampleNight.AS_OF, List.of(SampleNight.customers("operations")), past));

        assertThat(page("site"))
                .contains("<span>1 of 3 backups not in the last run</span>")
                .contains("<h1><svg class=\"unknown\"");
    }

    @Test
    void noTextBecomesMarkup() throws IOException {
        Files.createDirectories(folder.resolve("notes"));
        Files.writeString(
                folder.resolve("notes/2026-11-20.md"),
                "# Array lost\n" + TRAP + "\n\n[a](javascript:alert(3)) ![plan](https://example.org/x.png) **bold**\n");
        Ending ending = SampleNight.ending(folder, SampleNight.AS_OF, List.of(SampleNight.customers(TRAP)), Map.of());

        tell("{folder: site, incidents: notes, title: \"" + TRAP.replace("\"", "") + "\"}", ending);

        assertThat(page("site"))
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("javascript:")
                .contains("Owner: &lt;script&gt;alert(1)")
                .contains("<h3>Array lost</h3>")
                .contains("plan <strong>bold</strong>");
    }

    @Test
    void thePublicPageHasNothingOfOurs() throws IOException {
        Files.createDirectories(folder.resolve("ours"));
        Files.writeString(folder.resolve("ours/1.md"), "raid-7 died");

        tell(
                "{folder: site, incidents: ours, public: {folder: open, title: Is it safe, "
                        + "names: {customer-database: Customer data, billing-archive: Old invoices}}}",
                SampleNight.ending(folder));

        assertThat(page("site")).contains("raid-7 died");
        assertThat(page("open"))
                .contains("Customer data")
                .contains("Old invoices")
                .contains("<title>1 of 2 backups failed – Is it safe</title>")
                .contains("objective 30 min")
                .doesNotContain("customer-database")
                .doesNotContain("billing-archive")
                .doesNotContain("clientarea")
                .doesNotContain("website")
                .doesNotContain("operations")
                .doesNotContain("accounting")
                .doesNotContain("RPO_EXCEEDED")
                .doesNotContain("/srv")
                .doesNotContain(".dump")
                .doesNotContain("raid-7")
                .doesNotContain("7f3a");
    }

    @Test
    void theCommandTakesBothPagesElsewhere() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));

        tell(
                "{public: {names: {customer-database: Customer data}}, publish: {command: 'cp \"$STATUS_PAGE/index.html\" "
                        + elsewhere + "/ours.html && cp \"$STATUS_PAGE_PUBLIC/index.html\" " + elsewhere
                        + "/open.html'}}",
                SampleNight.ending(folder));

        assertThat(Files.readString(elsewhere.resolve("ours.html"))).contains("customer-database");
        assertThat(Files.readString(elsewhere.resolve("open.html"))).contains("Customer data");
    }

    @Test
    void aCommandThatFailsIsSaid() {
        assertThatThrownBy(() -> tell(
                        "{publish: {command: 'echo connecting; echo \"host key changed\" >&2; exit 7'}}",
                        SampleNight.ending(folder)))
                .isInstanceOf(OutletException.class)
                .hasMessage("the command that publishes ended with status 7: host key changed");
    }

    @Test
    void aCommandThatHangsIsEnded() {
        Ending patient = SampleNight.ending(folder);
        Ending hurried = new Ending(patient.run(), patient.past(), folder, Duration.ofMillis(200));

        assertThatThrownBy(() -> tell("{publish: {command: 'sleep 60'}}", hurried))
                .isInstanceOf(OutletException.class)
                .hasMessageStartingWith("the command that publishes has not ended after 0 s");
    }

    @Test
    void aFolderOfIncidentsThatIsNotThereIsSaidAndThePagesAreMadeAndPublishedAllTheSame() throws IOException {
        assertThatThrownBy(() -> tell(
                        "{folder: site, incidents: nowhere, public: {folder: open, names: {customer-database: Customer data}},"
                                + " publish: {command: 'cp -r \"$STATUS_PAGE\" \"$STATUS_PAGE/../published\"'}}",
                        SampleNight.ending(folder)))
                .isInstanceOf(OutletException.class)
                .hasMessageStartingWith(
                        "the folder of incidents, " + folder.resolve("nowhere") + ", cannot be listed: ")
                .hasMessageContaining("nowhere does not exist; make it, or correct `incidents:`")
                .hasMessageEndingWith("; the page stands without incidents");
        assertThat(page("site")).contains("customer-database");
        assertThat(page("open")).contains("Customer data");
        assertThat(page("published")).isEqualTo(page("site"));
    }

    @Test
    void aNameForWhatIsNotInTheCatalogIsAProblem() {
        assertThat(Sections.problems(
                        folder,
                        section -> StatusPage.read(section, Optional.of(Set.of("customer-database"))),
                        "{public: {names: {customer-database: Customer data, custmer-database: Customer data}}}"))
                .containsExactly("public.names.custmer-database: there is no entry `custmer-database` in the catalog");
    }

    @Test
    void mistakesAreProblemsOfTheCatalog() {
        assertThat(Sections.problems(
                        folder, Pages::read, "{valid-for: soon, publish: {}, public: {nams: {a: b}}, tittle: x}"))
                .containsExactlyInAnyOrder(
                        "valid-for: `soon` is not a duration",
                        "public.names: names no backup",
                        "publish.command: is missing",
                        "tittle: unknown key",
                        "public.nams: unknown key");
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("index.html"));
    }

    private void tell(String yaml, Ending ending) {
        for (Outlet outlet : Sections.read(folder, Pages::read, yaml)) {
            outlet.tell(ending);
        }
    }
}
