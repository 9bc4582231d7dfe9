package io.restoreverifier.corpus;

import static io.restoreverifier.corpus.Sample.CODE;
import static io.restoreverifier.model.FindingCode.FILE_CHANGED;
import static io.restoreverifier.model.FindingCode.FILE_MISSING;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Code bases that are not what a manifest beside them says, in each form of manifests. */
final class BrokenManifests {
    private static final String TOP = "clientarea/";
    private static final String MAIN = TOP + "src/main/java/clientarea/Main.java";
    private static final String LINK = TOP + "latest";

    private BrokenManifests() {}

    static List<Variant> variants() {
        return List.of(
                bsd("manifest-bsd-whole", "nothing: a manifest in BSD's form beside it", List.of(), p -> p),
                bsd(
                        "manifest-bsd-changed-file",
                        "one letter of one file is another, by a manifest in BSD's form",
                        List.of(FILE_CHANGED),
                        p -> p.change(MAIN, text -> text.replaceFirst("port", "Port"))),
                mtree("manifest-mtree-whole", "nothing: a manifest in mtree's form beside it", List.of(), p -> p),
                mtree(
                        "manifest-mtree-changed-file",
                        "one letter of one file is another, by a manifest in mtree's form",
                        List.of(FILE_CHANGED),
                        p -> p.change(MAIN, text -> text.replaceFirst("port", "Port"))),
                mtree(
                        "manifest-mtree-vanished-file",
                        "one file is missing, by a manifest in mtree's form",
                        List.of(FILE_MISSING),
                        p -> p.keepOnly(name -> !name.endsWith("/CHANGELOG.md"))),
                mtree(
                        "manifest-mtree-changed-mode",
                        "one file may be executed that could not be",
                        List.of(FILE_CHANGED),
                        p -> p.mode(MAIN, 0755)),
                mtree(
                        "manifest-mtree-changed-link",
                        "a link leads to another file",
                        List.of(FILE_CHANGED),
                        p -> p.link(LINK, "CHANGELOG.md")),
                complete("manifest-complete-whole", "nothing: a manifest that names every file", List.of(), p -> p),
                complete(
                        "manifest-complete-with-one-more",
                        "one file came along that a complete manifest does not name",
                        List.of(FILE_CHANGED),
                        p -> p.link(TOP + "more", "README.md")));
    }

    private static Variant bsd(String name, String differs, List<FindingCode> code, UnaryOperator<Packed> change) {
        return variant(name, differs, code, n -> {
                    n.file("clientarea.bsd", bsd(Packed.of(n.whole())));
                    n.newest(change.apply(Packed.of(n.whole())).toBytes());
                })
                .saying("manifest: clientarea.bsd", "manifest: SHA256SUMS");
    }

    private static Variant mtree(String name, String differs, List<FindingCode> code, UnaryOperator<Packed> change) {
        return variant(name, differs, code, n -> {
                    n.file("20261121T023000Z.mtree", mtree(linked(n)));
                    n.newest(change.apply(linked(n)).toBytes());
                })
                .saying("manifest: \"{time:yyyyMMdd'T'HHmmss'Z'}.mtree\"", "manifest: SHA256SUMS");
    }

    private static Variant complete(String name, String differs, List<FindingCode> code, UnaryOperator<Packed> change) {
        return variant(name, differs, code, n -> {
                    n.file("clientarea.bsd", bsd(Packed.of(n.whole())));
                    n.newest(change.apply(Packed.of(n.whole())).toBytes());
                })
                .saying("manifest: {file: clientarea.bsd, complete: true}", "manifest: SHA256SUMS");
    }

    private static Variant variant(String name, String differs, List<FindingCode> code, Variant.Damage damage) {
        return code.isEmpty()
                ? Variant.whole(CODE, name, differs, damage)
                : Variant.broken(CODE, name, differs, code.get(0), damage);
    }

    private static Packed linked(Night night) throws IOException {
        return Packed.of(night.whole()).link(LINK, "README.md");
    }

    private static String bsd(Packed packed) {
        return packed.lines((entry, content) -> "SHA256 (" + path(entry) + ") = " + Packed.sha256(content));
    }

    private static String mtree(Packed packed) {
        return "#mtree\n"
                + packed.lines((entry, content) -> "./" + path(entry)
                        + (entry.isSymbolicLink()
                                ? " type=link link=" + entry.getLinkName()
                                : " type=file size=" + content.length + " mode="
                                        + Integer.toOctalString(entry.getMode() & 0777) + " sha256digest="
                                        + Packed.sha256(content)));
    }

    private static String path(TarArchiveEntry entry) {
        return entry.getName().substring(TOP.length());
    }
}
