package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Artifacts of git repositories, made by the real git on a small repository. */
public final class GitArtifact {
    /** Two commits on main, one more on release, of an afternoon in November; two tags. */
    private static final String SHOP = """
            set -e
            export HOME=$PWD GIT_CONFIG_GLOBAL=$PWD/config GIT_CONFIG_NOSYSTEM=1
            git config --global user.name Tester; git config --global user.email tester@example.org
            git config --global protocol.file.allow always; git config --global gc.auto 0
            at() { export GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1"; }
            at 2026-11-20T15:00:00Z
            git init -q -b main $FORMAT shop
            cd shop
            mkdir src docs; echo 'class Shop {}' >src/Shop.java; echo guide >docs/guide.md
            git add -A; git commit -q -m one; git tag v1
            at 2026-11-20T16:00:00Z
            echo 'class Shop { int count; }' >src/Shop.java; ln -s src/Shop.java link
            git add -A; git commit -q -m two; git tag -a -m second v2
            git checkout -q -b release; at 2026-11-20T17:00:00Z; echo notes >NOTES; git add -A; git commit -q -m notes
            git checkout -q main
            """;

    private GitArtifact() {}

    /**
     * Runs a shell script in the working tree of the shop's repository; the artifact is what it writes to {@code ../artifact}.
     *
     * @param folder an empty one
     */
    public static byte[] of(Path folder, String script) throws IOException, InterruptedException {
        return of(folder, "", script);
    }

    static byte[] of(Path folder, String format, String script) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        List.of("sh", "-c", SHOP.replace("$FORMAT", format) + script.stripIndent()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> {
                    try {
                        return Files.readString(log, StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .isZero();
        return Files.readAllBytes(folder.resolve("artifact"));
    }
}
