package io.restoreverifier.inspect;

import static io.restoreverifier.inspect.Fetched.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.restore.GitArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of the real git, whole, cut at each byte, and with each byte of their pack changed. */
class BundleInspectionTest {
    @TempDir
    Path home;

    @Test
    void wholeBundleProvesItself() throws Exception {
        Inspection inspection = Fetched.inspect(home, bundle("git bundle create -q ../artifact --all"));

        assertThat(inspection.format()).isEqualTo(Format.GIT_BUNDLE);
        assertThat(inspection.findings()).isEmpty();
        assertThat(inspection.selfChecking()).isTrue();
        assertThat(inspection.attachments().get(0).content()).asString().contains("refs/heads/release");
    }

    @Test
    void eachCutAndEachChangeOfItsPackIsFound() throws Exception {
        byte[] whole = bundle("git bundle create -q ../artifact --all");
        int pack = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\n\nPACK") + 2;
        for (int at = 20; at < whole.length; at++) {
            assertThat(errors(Fetched.inspect(home, Arrays.copyOf(whole, at))))
                    .as("cut at " + at)
                    .containsAnyOf(FindingCode.ARTIFACT_INCOMPLETE, FindingCode.ARTIFACT_CORRUPT);
        }
        for (int at = pack; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            assertThat(errors(Fetched.inspect(home, changed)))
                    .as("changed at " + at)
                    .containsExactly(FindingCode.ARTIFACT_CORRUPT);
        }
    }

    @Test
    void partialAndIncrementalBundlesAreBroken() throws Exception {
        assertThat(errors(Fetched.inspect(home, bundle("git bundle create -q ../artifact v1..main"))))
                .containsExactly(FindingCode.GIT_BROKEN);
        assertThat(errors(Fetched.inspect(
                        home, bundle("git bundle create -q --version=3 ../artifact --all --filter=blob:none"))))
                .containsExactly(FindingCode.GIT_BROKEN);
    }

    private byte[] bundle(String script) throws IOException, InterruptedException {
        return GitArtifact.of(Files.createTempDirectory(home, "g"), script);
    }
}
