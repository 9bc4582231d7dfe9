package io.restoreverifier.outlet.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.SampleNight;
import io.restoreverifier.outlet.Sections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bare repository, as a host of git keeps it, has after a night. */
class GitPublicationTest {
    private static final String OPEN = "public: {names: {customer-database: Customer data}}, ";

    @TempDir
    Path folder;

    private Path bare;

    @BeforeEach
    void make() throws Exception {
        bare = folder.resolve("status.git");
        git("init", "-q", "--bare", bare.toString());
    }

    @Test
    void theBranchIsMadeAndHasThePublicPageAlone() throws Exception {
        tell("{" + OPEN + publish("public") + "}");

        assertThat(git("--git-dir", bare.toString(), "show", "pages:index.html"))
                .contains("Customer data")
                .doesNotContain("customer-database");
        assertThat(git("--git-dir", bare.toString(), "ls-tree", "--name-only", "pages"))
                .isEqualTo("index.html\n");
    }

    @Test
    void eachNightIsACommitOnTopOfWhatIsThere() throws Exception {
        Path other = folder.resolve("other");
        git("init", "-q", other.toString());
        Files.writeString(other.resolve("CNAME"), "status.example.net\n");
        git("-C", other.toString(), "add", "CNAME");
        git("-C", other.toString(), "-c", "user.name=o", "-c", "user.email=o@localhost", "commit", "-qm", "Name it");
        git("-C", other.toString(), "push", "-q", bare.toString(), "HEAD:refs/heads/pages");

        tell("{" + publish("internal") + "}");
        tell("{" + publish("internal") + "}");

        assertThat(git("--git-dir", bare.toString(), "log", "--format=%s", "pages"))
                .isEqualTo("Refresh the status page\nRefresh the status page\nName it\n");
        assertThat(git("--git-dir", bare.toString(), "show", "pages:CNAME")).isEqualTo("status.example.net\n");
        assertThat(git("--git-dir", bare.toString(), "show", "pages:index.html"))
                .contains("customer-database");
    }

    @Test
    void aPushThatIsRefusedIsSaidAndLeavesTheOldPage() throws Exception {
        tell("{" + publish("internal") + "}");
        String before = git("--git-dir", bare.toString(), "rev-parse", "pages");
        Path hook = Files.writeString(bare.resolve("hooks/pre-receive"), "#!/bin/sh\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> tell("{" + publish("internal") + "}"))
                .isInstanceOf(OutletException.class)
                .hasMessageStartingWith("the push of the page by git ended with status 1: error: failed to push");
        assertThat(git("--git-dir", bare.toString(), "rev-parse", "pages")).isEqualTo(before);
    }

    @Test
    void aRepositoryThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> tell("{publish: {git: {repository: " + folder + "/none.git, page: internal}}}"))
                .isInstanceOf(OutletException.class)
                .hasMessageStartingWith("the push of the page by git ended with status 128: ");
    }

    /** The first push finds that somebody else was faster; the second begins with theirs. */
    @Test
    void somebodyElseWhoWasFasterIsNoReasonToGiveUp() throws Exception {
        tell("{" + publish("internal") + "}");
        Path hook = Files.writeString(bare.resolve("hooks/update"), """
                #!/bin/sh
                rm "$0"
                other=$(git commit-tree -p "$2" -m 'Somebody else' "$2^{tree}")
                git update-ref "$1" "$other"
                """);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        git("--git-dir", bare.toString(), "config", "user.name", "o");
        git("--git-dir", bare.toString(), "config", "user.email", "o@localhost");

        tell("{" + publish("internal") + "}");

        assertThat(git("--git-dir", bare.toString(), "log", "--format=%s", "pages"))
                .isEqualTo("Refresh the status page\nSomebody else\nRefresh the status page\n");
    }

    @Test
    void rsyncTakesNoPassword() {
        assertThat(Sections.problems(
                        folder,
                        Pages::read,
                        "publish: {rsync: {to: 'a@example.org:/b', password: secret, page: internal}}"))
                .containsExactly("publish.rsync.password: cannot be given to rsync");
    }

    @Test
    void mistakesAreProblemsOfTheCatalog() {
        assertThat(Sections.problems(
                        folder, Pages::read, "publish: {git: {repository: 'https://a:b@example.org/x.git'}}"))
                .containsExactlyInAnyOrder(
                        "publish.git.repository: holds a password or a token", "publish.git.page: is missing");
        assertThat(Sections.problems(
                        folder,
                        Pages::read,
                        "publish: {git: {repository: 'https://t0ken@example.org/x.git', page: internal}}"))
                .containsExactly("publish.git.repository: holds a password or a token");
        assertThat(Sections.problems(
                        folder, Pages::read, "publish: {command: 'true', git: {repository: x, page: public}}"))
                .containsExactlyInAnyOrder(
                        "publish.command: stands beside `git`", "publish.git.page: there is no public page");
    }

    private String publish(String page) {
        return "publish: {git: {repository: " + bare + ", branch: pages, page: " + page + "}}";
    }

    private void tell(String yaml) {
        for (Outlet outlet : Sections.read(folder, Pages::read, yaml)) {
            outlet.tell(SampleNight.ending(folder));
        }
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
