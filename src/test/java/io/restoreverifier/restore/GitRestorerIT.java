package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.RestoredRepository;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Severity;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.LocalSandboxes;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that the real git made, whole, broken and hostile, restored by the git of a container and of this machine. */
class GitRestorerIT {
    private static final String TAR = "cd ..; tar -cf artifact -C shop .git";
    private static final String MIRROR = "git clone -q --mirror . ../shop.git; cd ..; tar -czf artifact shop.git";
    private static final String BUNDLE = "git bundle create -q ../artifact --all";
    private static final Map<String, String> FILES = Map.of(
            "docs/guide.md", "guide\n",
            "link", "-> src/Shop.java",
            "src/Shop.java", "class Shop { int count; }\n");

    private static RunFolder folder;
    private static final Map<String, Sandboxes> SANDBOXES = new LinkedHashMap<>();

    @TempDir
    Path home;

    /** What came of it, and the names of files beneath the run's folder that a hostile repository could have made. */
    private record Came(
            Map<String, String> files,
            Map<String, String> branches,
            Map<String, String> tags,
            Optional<RestoredRepository.Commit> newest,
            List<Finding> findings,
            List<Path> acted) {

        List<FindingCode> errors() {
            return findings.stream().filter(Finding::isError).map(Finding::code).toList();
        }

        String message() {
            return findings.get(0).message();
        }
    }

    @BeforeAll
    static void connect() {
        folder = RunFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        SANDBOXES.put("docker", DockerSandboxes.connect(folder, ImageNames.asWritten()));
        SANDBOXES.put("local", LocalSandboxes.connect(folder, "a test", Path.of("none")));
    }

    @AfterAll
    static void disconnect() {
        SANDBOXES.values().forEach(Sandboxes::close);
        folder.close();
    }

    @ParameterizedTest
    @CsvSource({"docker, bundle", "docker, mirror", "docker, tar", "local, bundle", "local, mirror", "local, tar"})
    void comesBackWithItsDefaultBranch(String sandbox, String form) throws Exception {
        Came came = restore(
                sandbox, Map.of("bundle", BUNDLE, "mirror", MIRROR, "tar", TAR).get(form));

        assertThat(came.findings).isEmpty();
        assertThat(came.files).isEqualTo(FILES);
        assertThat(came.branches).containsOnlyKeys("main", "release");
        assertThat(came.tags).containsOnlyKeys("v1", "v2");
        assertThat(came.newest.orElseThrow().at()).isEqualTo(Instant.parse("2026-11-20T17:00:00Z"));
        assertThat(came.newest.orElseThrow().name()).isEqualTo(came.branches.get("release"));
    }

    @Test
    void anotherBranchIsCheckedOutWhenTheCatalogSaysSo() throws Exception {
        assertThat(restore("local", BUNDLE, "branch", "release").files).containsKey("NOTES");
        assertThat(restore("local", BUNDLE, "branch", "gone").message()).isEqualTo("there is no branch `gone`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "local"})
    void objectsWithNamesOfSha256ComeBack(String sandbox) throws Exception {
        for (String form : List.of(BUNDLE, TAR)) {
            byte[] artifact = GitArtifact.of(Files.createTempDirectory(home, "g"), "--object-format=sha256", form);
            assertThat(restore(sandbox, artifact, Map.of()).files).isEqualTo(FILES);
        }
    }

    /** What attributes of the repository would leave out or write otherwise belongs to the backup all the same. */
    @Test
    void attributesForArchivesLeaveNothingOut() throws Exception {
        Came came = restore("local", """
                printf 'docs export-ignore\\nid.txt export-subst\\n' >.gitattributes; echo '$Format:%H$' >id.txt
                git add -A; git commit -q -m attributes
                """ + BUNDLE);

        assertThat(came.files).containsKey("docs/guide.md").containsEntry("id.txt", "$Format:%H$\n");
    }

    static Stream<String[]> broken() {
        String blob =
                "b=$(git rev-parse main:src/Shop.java); o=.git/objects/$(echo $b | sed 's,..,&/,'); chmod u+w $o;";
        return Stream.of(
                new String[] {blob + " rm $o;" + TAR, "1 object is missing, the first is blob .*"},
                new String[] {blob + " printf x | dd of=$o bs=1 seek=9 conv=notrunc;" + TAR, "git fsck finds .*"},
                new String[] {"rm -r .git/objects/??;" + TAR, "git fsck finds .*"},
                new String[] {
                    "git clone -q --depth 1 file://$PWD ../s; cd ..; tar -cf artifact -C s .git",
                    "it is a shallow clone: its history is cut off"
                },
                new String[] {
                    "git config uploadpack.allowFilter true; git clone -q --bare --filter=blob:none file://$PWD ../p;"
                            + "cd ..; tar -cf artifact p",
                    "it is a partial clone: objects were left out, to be fetched when they are asked for"
                },
                new String[] {"git clone -q --bare --shared . ../b; cd ..; tar -cf artifact b", "git fsck finds .*"},
                new String[] {
                    "git bundle create -q ../artifact v1..main",
                    "it is an increment: it is built on 1 commit that it does not hold"
                },
                new String[] {
                    "git clone -q --depth 1 file://$PWD ../s; cd ../s; git bundle create -q ../artifact --all",
                    "1 object is missing, the first is commit .*"
                },
                new String[] {
                    "git worktree add -q ../w release; cd ..; tar -cf artifact -C w .",
                    "`\\.git` is a file that leads to a repository elsewhere, which is not in the archive"
                },
                new String[] {
                    "cd ..; tar -cf artifact -C shop src",
                    "the archive holds no repository: no folder has HEAD, objects and refs"
                },
                new String[] {"cd ..; git init -q --bare e; tar -cf artifact e", "it has no branch and no tag"},
                new String[] {
                    "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%064d\\nsize 9\\n' 0 >big.bin;"
                            + "git add -A; git commit -q -m big;" + BUNDLE,
                    "1 file is only a pointer of Git Large File Storage, whose content is not in the backup or damaged:"
                            + " big.bin"
                });
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNotWholeIsBroken(String script, String message) throws Exception {
        Came came = restore("local", script);

        assertThat(came.errors()).isNotEmpty().containsOnly(FindingCode.GIT_BROKEN);
        assertThat(came.message()).matches(message);
        assertThat(came.files).isEmpty();
    }

    /** The same tree with its content beside it is whole. */
    @Test
    void largeFilesAreBroughtFromBesideTheRepository() throws Exception {
        Came came = restore("local", """
                echo content >../c; s=$(sha256sum ../c | cut -c1-64)
                d=.git/lfs/objects/$(echo $s | cut -c1-2)/$(echo $s | cut -c3-4); mkdir -p $d; cp ../c $d/$s
                printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize 8\\n' $s >big.bin
                git add -A; git commit -q -m big
                """ + TAR);

        assertThat(came.findings).isEmpty();
        assertThat(came.files).containsEntry("big.bin", "content\n");
    }

    @Test
    void damagedBundlesAreFoundBeforeGitSeesThem() throws Exception {
        byte[] whole = GitArtifact.of(Files.createTempDirectory(home, "g"), BUNDLE);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2 + 100] ^= 1;

        assertThat(restore("local", flipped, Map.of()).message())
                .isEqualTo("it is no whole git bundle: its pack does not match its own checksum: it was cut short or"
                        + " changed on its way");
        assertThat(restore("local", flipped, Map.of()).errors()).containsExactly(FindingCode.ARTIFACT_CORRUPT);
        assertThat(restore("local", java.util.Arrays.copyOf(whole, whole.length - 1), Map.of())
                        .errors())
                .containsExactly(FindingCode.ARTIFACT_CORRUPT);
        assertThat(restore("local", java.util.Arrays.copyOf(whole, 60), Map.of())
                        .errors())
                .containsExactly(FindingCode.ARTIFACT_INCOMPLETE);
    }

    static Stream<String[]> odd() {
        return Stream.of(
                new String[] {
                    "git init -q ../other; cd ../other; git commit -q --allow-empty -m o; cd ../shop;"
                            + "git submodule --quiet add ../other lib; git commit -q -m sub;" + BUNDLE,
                    "1 submodule is not in this backup, the first is lib"
                },
                new String[] {
                    "git symbolic-ref HEAD refs/heads/gone;" + TAR,
                    "HEAD names the branch `gone`, which is not there: a clone of it checks nothing out"
                },
                new String[] {
                    "echo /srv/elsewhere/objects >.git/objects/info/alternates;" + TAR,
                    "it borrows objects from 1 repository that the backup does not hold, the first is"
                            + " /srv/elsewhere/objects"
                },
                new String[] {
                    "t=$(git rev-parse main^{tree});"
                            + "c=$(printf 'tree %s\\nauthor A<a@b> 1 +0000\\ncommitter A <a@b> 1 +0000\\n\\nx\\n' $t"
                            + " | git hash-object -w -t commit --literally --stdin); git update-ref refs/heads/old $c;"
                            + BUNDLE,
                    "git fsck --strict objects to the form of 1 object, the first is commit [0-9a-f]{40}"
                            + " \\(missingSpaceBeforeEmail\\); git reads them all the same"
                });
    }

    @ParameterizedTest
    @MethodSource("odd")
    void whatCanBeLivedWithIsAWarning(String script, String message) throws Exception {
        Came came = restore("local", script);

        assertThat(came.findings).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.GIT_BROKEN);
            assertThat(f.severity()).isEqualTo(Severity.WARNING);
            assertThat(f.message()).matches(message);
        });
        assertThat(came.files).containsKeys("docs/guide.md", "src/Shop.java");
    }

    /** Each of these would write a file where this test sees it. */
    static Stream<String> hostile() {
        String act = "touch /shared/acted";
        String config = "printf '%s\\n' '[core]' 'fsmonitor = ACT' 'sshCommand = ACT' 'hooksPath = .git/hooks'"
                + " 'pager = ACT' 'alternateRefsCommand = ACT' 'attributesFile = /tmp/a' '[filter \"evil\"]'"
                + " 'smudge = ACT' 'clean = ACT' 'process = ACT' 'required = true' '[diff]' 'external = ACT'"
                + " '[include]' 'path = evil.config' '[safe]' 'directory = *' '[uploadpack]' 'packObjectsHook = ACT'"
                + " '[tar \"tar\"]' 'command = ACT' '[gpg]' 'program = ACT' '[log]' 'showSignature = true'"
                + " >>.git/config; cp .git/config .git/evil.config;";
        String hooks = "for h in post-checkout pre-commit reference-transaction post-index-change update; do"
                + " printf '#!/bin/sh\\nACT\\n' >.git/hooks/$h; chmod +x .git/hooks/$h; done;";
        return Stream.of(
                        "mkdir -p .git/hooks;" + hooks + TAR,
                        config + TAR,
                        "echo '* filter=evil' >.gitattributes; git add -A; git commit -q -m a;" + config + TAR,
                        "mkdir -p .git/info; echo '* filter=evil' >.git/info/attributes;" + config + TAR,
                        "printf '[submodule \"x\"]\\npath = x\\nurl = ext::sh -c ACT\\nupdate = !ACT\\n' >.gitmodules;"
                                + "git add -A; git commit -q -m m;" + BUNDLE)
                .map(script -> script.replace("ACT", act));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingOfAHostileRepositoryActs(String script) throws Exception {
        for (String sandbox : SANDBOXES.keySet()) {
            Came came = restore(sandbox, script);

            assertThat(came.acted).isEmpty();
            assertThat(came.errors().isEmpty()).isEqualTo(!script.contains("update = !"));
        }
    }

    /** Trees that no git would make, and that act on whoever checks them out. */
    static Stream<String> unsafe() {
        return Stream.of(
                "120000 .git src",
                "100644 .GIT/config x",
                "100644 .git/config x",
                "100644 ../out x",
                "120000 up ../../x");
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void unsafeTreesAreNotCheckedOut(String entry) throws Exception {
        String[] parts = entry.split(" ", -1);
        String[] names = parts[1].split("/", 2);
        String script = """
                hex() { for i in $(echo $1 | sed 's/../& /g'); do printf "\\\\$(printf %o 0x$i)"; done; }
                b=$(printf 'TARGET' | git hash-object -w --stdin)
                entry() { printf "$1 $2\\\\0"; hex $3; }
                if [ -n 'INNER' ]; then
                    entry MODE INNER $b >t; b=$(git hash-object -w -t tree --literally t); mode=40000
                else mode=MODE; fi
                entry $mode OUTER $b >t; t=$(git hash-object -w -t tree --literally t)
                c=$(git commit-tree -m x $t); git update-ref refs/heads/main $c; git repack -q -a -d
                """.replace("TARGET", parts[2])
                .replace("INNER", names.length == 1 ? "" : names[1])
                .replace("OUTER", names[0])
                .replace("MODE", parts[0]);

        Came came = restore("local", script + BUNDLE);

        assertThat(came.errors()).containsExactly(FindingCode.UNSAFE_ENTRY);
        assertThat(came.files).isEmpty();
    }

    @Test
    void ofSeveralRepositoriesOneIsNamed() throws Exception {
        String two = "mkdir ../all; git clone -q --bare . ../all/a.git; git clone -q --bare . ../all/b.git; cd ..;"
                + "tar -cf artifact all";

        assertThatThrownBy(() -> restore("local", two))
                .isInstanceOf(CannotTell.class)
                .hasMessage("the archive holds 2 repositories: all/a.git, all/b.git");
        assertThat(restore("local", two, "path", "all/b.git").files).isEqualTo(FILES);
    }

    @Test
    void anImageWithoutGitIsToldAsSuch() {
        assertThatThrownBy(() -> restore("docker", BUNDLE, "image", "debian:bookworm-slim"))
                .isInstanceOf(CannotTell.class)
                .hasMessage("there is no git in image debian:bookworm-slim");
    }

    private Came restore(String sandbox, String script, String... setting) throws Exception {
        return restore(
                sandbox,
                GitArtifact.of(Files.createTempDirectory(home, "g"), script),
                setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1]));
    }

    private Came restore(String sandbox, byte[] artifact, Map<String, String> settings) throws Exception {
        Path work = folder.folder("a");
        Path file = Files.write(work.resolve("artifact"), artifact);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        FetchedArtifact fetched = new FetchedArtifact(
                new Artifact("artifact", "memory", artifact.length, Instant.EPOCH, Artifact.TimeFrom.MODIFICATION_TIME),
                file,
                artifact.length,
                Map.of(),
                false);
        try {
            Inspection inspection = Inspector.standard().inspect(fetched, through -> {});
            if (inspection.findings().stream().anyMatch(Finding::isError)) {
                return new Came(Map.of(), Map.of(), Map.of(), Optional.empty(), inspection.findings(), List.of());
            }
            return restore(work, request(sandbox, fetched, inspection, work), settings);
        } finally {
            RunFolder.delete(work);
        }
    }

    private static RestoreRequest request(String sandbox, FetchedArtifact fetched, Inspection inspection, Path work) {
        Sandboxes sandboxes = SANDBOXES.get(sandbox);
        return new RestoreRequest(
                "shop",
                fetched,
                List.of(),
                false,
                inspection,
                () -> sandboxes,
                SandboxLimits.chosen(),
                work,
                Duration.ofMinutes(2),
                through -> {});
    }

    private static Came restore(Path work, RestoreRequest request, Map<String, String> settings) throws IOException {
        Location here = new Location(Path.of("test.yml"), 1);
        Map<String, Node> nodes = new LinkedHashMap<>();
        settings.forEach((key, value) -> nodes.put(key, new Node.Scalar(here, value, true)));
        GitRestorer restorer = GitRestorer.read(Settings.of(new Node.Mapping(here, nodes), new Problems()));
        restorer.prepare(request);
        Restoration restoration = restorer.restore(request);
        List<Path> acted = acted();
        if (restoration.restored().isEmpty()) {
            return new Came(Map.of(), Map.of(), Map.of(), Optional.empty(), restoration.findings(), acted);
        }
        try (RestoredRepository came =
                (RestoredRepository) restoration.restored().get()) {
            return new Came(
                    files(came.root()),
                    came.branches(),
                    came.tags(),
                    came.newest(Instant.parse("2026-11-21T06:00:00Z")),
                    restoration.findings(),
                    acted);
        }
    }

    private static List<Path> acted() throws IOException {
        try (Stream<Path> all = Files.walk(folder.path())) {
            return all.filter(p -> p.endsWith("acted")).toList();
        }
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<Path> all = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).forEach(all::add);
        }
        for (Path path : all) {
            files.put(
                    root.relativize(path).toString(),
                    Files.isSymbolicLink(path) ? "-> " + Files.readSymbolicLink(path) : Files.readString(path));
        }
        return files;
    }
}
