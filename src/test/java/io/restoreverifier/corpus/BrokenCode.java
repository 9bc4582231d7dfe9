package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.CODE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_CORRUPT;
import static io.restoreverifier.model.FindingCode.ARTIFACT_EMPTY;
import static io.restoreverifier.model.FindingCode.ARTIFACT_INCOMPLETE;
import static io.restoreverifier.model.FindingCode.ARTIFACT_MISSING;
import static io.restoreverifier.model.FindingCode.ARTIFACT_STALE;
import static io.restoreverifier.model.FindingCode.CHECKSUM_MISMATCH;
import static io.restoreverifier.model.FindingCode.COMMAND_FAILED;
import static io.restoreverifier.model.FindingCode.FILE_CHANGED;
import static io.restoreverifier.model.FindingCode.FILE_MISSING;
import static io.restoreverifier.model.FindingCode.UNKNOWN_FORMAT;

import io.restoreverifier.model.FindingCode;
import java.util.List;

/** Archives of the sample code base that are damaged, or that hold something else than the code base. */
final class BrokenCode {
    private static final String COMPILES = """
              commands:
                - {name: it compiles, image: "eclipse-temurin:17-jdk", run: "javac -d /tmp/classes $(find src/main/java -name '*.java')"}
            """;

    private static final String MAIN = "clientarea/src/main/java/clientarea/Main.java";

    private BrokenCode() {}

    static List<Variant> variants() {
        return List.of(
                Variant.whole(CODE, "code-whole", "nothing: the committed archive", n -> n.generations(0)),
                Variant.whole(
                                CODE,
                                "code-packed-again",
                                "nothing: unpacked and packed again",
                                n -> n.newest(Packed.of(n.whole()).toBytes()))
                        .sayingMore(COMPILES),
                broken("code-missing", "the folder is empty", ARTIFACT_MISSING, n -> {}),
                broken("code-stale", "the job has not run for two nights", ARTIFACT_STALE, n -> n.generations(2)),
                broken("code-empty", "it has no bytes", ARTIFACT_EMPTY, n -> n.newest("")),
                broken(
                        "code-zero-filled",
                        "each of its bytes is zero",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(new byte[n.whole().length])),
                broken(
                        "code-is-an-error-page",
                        "a proxy's error page was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest("<html><body><h1>403 Forbidden</h1></body></html>")),
                broken(
                        "code-is-a-dump",
                        "a dump of the database was saved in its place",
                        UNKNOWN_FORMAT,
                        n -> n.newest(Sample.DATABASE.bytes(0))),
                truncated("code-truncated-at-1-percent", 1),
                truncated("code-truncated-at-10-percent", 10),
                truncated("code-truncated-at-50-percent", 50),
                truncated("code-truncated-at-99-percent", 99),
                broken(
                        "code-truncated-by-one-byte",
                        "its last byte is missing",
                        ARTIFACT_INCOMPLETE,
                        n -> n.newest(Bytes.cut(n.whole(), n.whole().length - 1))),
                broken(
                        "code-flipped-in-magic",
                        "one bit of its first byte is flipped",
                        UNKNOWN_FORMAT,
                        n -> n.newest(Bytes.flipped(n.whole(), 0, 1))),
                broken(
                        "code-flipped-at-its-beginning",
                        "one bit near its beginning is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), 200, 1))),
                broken(
                        "code-flipped-in-the-middle",
                        "one bit in its middle is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), n.whole().length / 2, 1))),
                broken(
                        "code-flipped-in-checksum",
                        "one bit of gzip's own checksum is flipped",
                        ARTIFACT_CORRUPT,
                        n -> n.newest(Bytes.flipped(n.whole(), n.whole().length - 6, 1))),
                broken(
                        "code-with-wrong-checksum",
                        "the checksum beside it is another archive's",
                        CHECKSUM_MISMATCH,
                        n -> {
                            n.newest(n.whole());
                            n.file(CODE.name(0) + ".sha256", "0".repeat(64) + "  " + CODE.name(0) + "\n");
                        }),
                packed(
                        "code-without-entries",
                        "the archive holds nothing",
                        ARTIFACT_EMPTY,
                        p -> p.keepOnly(name -> false)),
                packed(
                        "code-of-folders-only",
                        "the archive holds folders and no file",
                        ARTIFACT_EMPTY,
                        p -> p.keepOnly(name -> name.endsWith("/"))),
                packed(
                        "code-without-a-file",
                        "one file is missing",
                        FILE_MISSING,
                        p -> p.keepOnly(name -> !name.equals("clientarea/pom.xml"))),
                packed(
                        "code-without-its-sources",
                        "a folder is missing",
                        FILE_MISSING,
                        p -> p.keepOnly(name -> !name.startsWith("clientarea/src/main/java/"))),
                packed(
                        "code-without-manifest",
                        "its manifest is missing",
                        FILE_MISSING,
                        p -> p.keepOnly(name -> !name.equals("clientarea/SHA256SUMS"))),
                packed(
                                "code-with-a-changed-file",
                                "one letter of one file is another",
                                FILE_CHANGED,
                                p -> p.change(MAIN, text -> text.replace("port", "Port")))
                        .withOlder(),
                packed(
                                "code-with-an-empty-file",
                                "one file has no bytes",
                                FILE_CHANGED,
                                p -> p.change(MAIN, text -> ""))
                        .besides(FILE_MISSING),
                broken(
                                "code-without-what-is-asked-for",
                                "the entry asks for a file that it never had",
                                FILE_MISSING,
                                n -> n.generations(0))
                        .saying("contains:\n    - LICENSE", "contains:"),
                packed(
                                "code-that-does-not-compile",
                                "a source has a mistake, and the manifest agrees",
                                COMMAND_FAILED,
                                p -> p.change(MAIN, text -> text.replace("class Main", "clas Main"))
                                        .renewManifest())
                        .sayingMore(COMPILES));
    }

    private static Variant truncated(String name, int percent) {
        return broken(
                name,
                "it ends after " + percent + " % of its bytes",
                ARTIFACT_INCOMPLETE,
                n -> n.newest(Bytes.first(n.whole(), percent)));
    }

    private static Variant packed(
            String name, String differs, FindingCode code, java.util.function.UnaryOperator<Packed> change) {
        return broken(
                name,
                differs,
                code,
                n -> n.newest(change.apply(Packed.of(n.whole())).toBytes()));
    }

    private static Variant broken(String name, String differs, FindingCode code, Variant.Damage damage) {
        return Variant.broken(CODE, name, differs, code, damage);
    }
}
