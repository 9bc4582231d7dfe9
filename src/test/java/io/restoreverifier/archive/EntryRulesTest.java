package io.restoreverifier.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.archive.Entry.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryRulesTest {
    private final EntryRules rules = new EntryRules(Limits.DEFAULT, 0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../x | its name goes up with `..`",
                "a/../../x | its name goes up with `..`",
                "a/.. | its name goes up with `..`",
                ".. | its name goes up with `..`",
                "a\\..\\..\\x | its name goes up with `..`",
                "/etc/passwd | its name is absolute",
                "//etc/passwd | its name is absolute",
                "\\\\server\\share | its name is absolute",
                "C:\\x | its name begins with a drive letter",
                "c:/x | its name begins with a drive letter",
                "'' | its name is empty",
            })
    void unsafeNameIsRefused(String name, String reason) {
        assertThat(reason(Kind.FILE, name, "")).isEqualTo(reason);
    }

    @Test
    void nameWithANulIsRefused() {
        assertThat(reason(Kind.FILE, "a\0b", "")).isEqualTo("its name holds a NUL character");
    }

    @Test
    void namesThatNoFileSystemTakesAreRefused() {
        assertThat(reason(Kind.FILE, "a".repeat(256), "")).isEqualTo("a part of its name is longer than 255 bytes");
        assertThat(reason(Kind.FILE, "ä".repeat(128), "")).isEqualTo("a part of its name is longer than 255 bytes");
        assertThat(reason(Kind.FILE, "abc/".repeat(1025), "")).isEqualTo("its name is longer than 4 096 bytes");
        assertThat(reason(Kind.FILE, "a/".repeat(257), "")).isEqualTo("it lies deeper than 256 folders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a/b", "./a", "a//b", "a..b", "..a", "a:b", "dev-disk-by\\x2dlabel.swap", "ä/ß", "a b\n"})
    void ordinaryNameIsAllowed(String name) {
        assertThat(judge(Kind.FILE, name, "")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void rootIsLeftOut() {
        assertThat(judge(Kind.DIRECTORY, "./", "")).isInstanceOf(Ruling.LeftOut.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc | it is a link to `/etc`, out of the archive",
                ".. | it is a link to `..`, out of the archive",
                "../../x | it is a link to `../../x`, out of the archive",
                "a/../../x | it is a link to `a/../../x`, which goes up from what may be another link",
                "..\\x | it is a link to `..\\x`, out of the archive",
                "'' | it is a link to ``, out of the archive",
            })
    void linkOutOfTheTreeIsRefused(String target, String reason) {
        assertThat(reason(Kind.SYMBOLIC_LINK, "link", target)).isEqualTo(reason);
    }

    @Test
    void linkWithinTheTreeIsAllowed() {
        assertThat(judge(Kind.SYMBOLIC_LINK, "a/b/link", "../c/file")).isInstanceOf(Ruling.Allowed.class);
        assertThat(judge(Kind.SYMBOLIC_LINK, "a/b/up", "../..")).isInstanceOf(Ruling.Allowed.class);
        assertThat(judge(Kind.SYMBOLIC_LINK, "a/b/missing", "not/there")).isInstanceOf(Ruling.Allowed.class);
        assertThat(judge(Kind.SYMBOLIC_LINK, "through", "a/b/../b")).isInstanceOf(Ruling.Allowed.class);
    }

    /** {@code deep/er/up} is the root, so that {@code deep/er/up/..} is outside, though its text is not. */
    @Test
    void linkOutOfTheTreeThroughAnEarlierLinkIsRefused() {
        judge(Kind.SYMBOLIC_LINK, "deep/er/up", "../..");

        assertThat(reason(Kind.SYMBOLIC_LINK, "deep/er/out", "up/.."))
                .isEqualTo("it is a link to `up/..`, which goes up from what may be another link");
    }

    @Test
    void linkOutOfTheTreeThroughALaterLinkIsRefused() {
        assertThat(reason(Kind.SYMBOLIC_LINK, "deep/er/out", "up/.."))
                .isEqualTo("it is a link to `up/..`, which goes up from what may be another link");
    }

    @Test
    void entryBeneathALinkIsRefused() {
        judge(Kind.SYMBOLIC_LINK, "link", "folder");

        assertThat(reason(Kind.FILE, "link/file", "")).isEqualTo("it lies beneath the link `link`");
        assertThat(reason(Kind.FILE, "link/more/file", "")).isEqualTo("it lies beneath the link `link`");
    }

    @Test
    void entryThatReplacesALinkIsRefused() {
        judge(Kind.SYMBOLIC_LINK, "link", "file");

        assertThat(reason(Kind.FILE, "link", ""))
                .isEqualTo("it would be written through the earlier link of the same name");
        assertThat(reason(Kind.DIRECTORY, "./link/", ""))
                .isEqualTo("it would replace the earlier link of the same name");
        assertThat(reason(Kind.SYMBOLIC_LINK, "link", "other"))
                .isEqualTo("it is a link that would replace the earlier entry of the same name");
        assertThat(judge(Kind.SYMBOLIC_LINK, "link", "file")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void linkThatReplacesAFolderIsRefused() {
        judge(Kind.FILE, "folder/file", "");

        assertThat(reason(Kind.SYMBOLIC_LINK, "folder", "elsewhere"))
                .isEqualTo("it is a link that would replace the earlier entry of the same name");
    }

    @Test
    void laterFileMayReplaceAnEarlierOne() {
        judge(Kind.FILE, "file", "");

        assertThat(judge(Kind.FILE, "file", "")).isInstanceOf(Ruling.Allowed.class);
        assertThat(reason(Kind.DIRECTORY, "file", "")).isEqualTo("it would replace the earlier file of the same name");
        assertThat(reason(Kind.FILE, "file/below", "")).isEqualTo("it lies beneath the file `file`");
    }

    @Test
    void hardLinkMustBeToAnEarlierFile() {
        judge(Kind.FILE, "a/file", "");

        assertThat(judge(Kind.HARD_LINK, "b/link", "./a/file"))
                .isEqualTo(new Ruling.Allowed(Kind.HARD_LINK, "b/link", "a/file"));
        assertThat(reason(Kind.HARD_LINK, "b/other", "a/later"))
                .isEqualTo("it is a hard link to `a/later`, which is no file earlier in the archive");
        assertThat(reason(Kind.HARD_LINK, "b/other", "../etc/passwd"))
                .isEqualTo("it is a hard link to `../etc/passwd`, out of the archive");
        assertThat(reason(Kind.HARD_LINK, "b/other", "/etc/passwd"))
                .isEqualTo("it is a hard link to `/etc/passwd`, out of the archive");
    }

    /** The same text points elsewhere from another folder. */
    @Test
    void hardLinkToASymbolicLinkIsJudgedFromWhereItLies() {
        judge(Kind.SYMBOLIC_LINK, "a/b/link", "../file");

        assertThat(judge(Kind.HARD_LINK, "a/c/same", "a/b/link"))
                .isEqualTo(new Ruling.Allowed(Kind.SYMBOLIC_LINK, "a/c/same", "../file"));
        assertThat(reason(Kind.HARD_LINK, "out", "a/b/link"))
                .isEqualTo("it is a link to `../file`, out of the archive");
    }

    @Test
    void whatIsNeitherFileNorFolderNorLinkIsRefused() {
        assertThat(reason(Kind.DEVICE, "sda", "")).isEqualTo("it is a device node");
        assertThat(reason(Kind.FIFO, "pipe", "")).isEqualTo("it is a named pipe");
        assertThat(reason(Kind.OTHER, "other", "")).isEqualTo("it is an entry of unknown type");
    }

    @Test
    void strippingMayTakeALinkOutOfTheTree() {
        EntryRules stripped = new EntryRules(Limits.DEFAULT, 1);

        assertThat(stripped.judge(entry(Kind.FILE, "top/file", "")))
                .isEqualTo(new Ruling.Allowed(Kind.FILE, "file", ""));
        assertThat(stripped.judge(entry(Kind.FILE, "readme", ""))).isInstanceOf(Ruling.LeftOut.class);
        assertThat(stripped.judge(entry(Kind.SYMBOLIC_LINK, "top/link", "../top/file")))
                .isEqualTo(new Ruling.Refused("top/link", "it is a link to `../top/file`, out of the archive"));
        assertThat(rules.judge(entry(Kind.SYMBOLIC_LINK, "top/link", "../top/file")))
                .isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void refusedNameIsEscapedForPrinting() {
        Ruling ruling = judge(Kind.FILE, "/a\u001b[31m\u202e" + "x".repeat(300), "");

        assertThat(((Ruling.Refused) ruling).name())
                .startsWith("/a\\u001b[31m\\u202exxx")
                .endsWith("x...")
                .hasSizeLessThan(230);
    }

    private Ruling judge(Kind kind, String name, String link) {
        return rules.judge(entry(kind, name, link));
    }

    private String reason(Kind kind, String name, String link) {
        Ruling ruling = judge(kind, name, link);
        assertThat(ruling).isInstanceOf(Ruling.Refused.class);
        return ((Ruling.Refused) ruling).reason();
    }

    private static Entry entry(Kind kind, String name, String link) {
        return new Entry(kind, name, 0, 0644, Instant.EPOCH, link);
    }
}
