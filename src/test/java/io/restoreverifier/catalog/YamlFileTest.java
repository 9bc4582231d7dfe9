package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void everyValueKnowsTheLineOfItsKey() throws IOException {
        Node.Mapping root =
                read("a: 1\nb:\n  - x\n  - y\nc:\n  d: |\n    text\n").orElseThrow();

        assertThat(root.entries().keySet()).containsExactly("a", "b", "c");
        assertThat(root.entries().get("b").location().line()).isEqualTo(2);
        assertThat(((Node.Sequence) root.entries().get("b")).items())
                .extracting(item -> item.location().line())
                .containsExactly(3, 4);
        assertThat(((Node.Mapping) root.entries().get("c")).entries().get("d"))
                .isEqualTo(new Node.Scalar(new Location(file(), 6), "text\n", true));
    }

    @Test
    void aliasesStandWhereTheyAreWritten() throws IOException {
        Node.Mapping root = read("a: &x {k: v}\nb: *x\n").orElseThrow();

        Node.Mapping alias = (Node.Mapping) root.entries().get("b");
        assertThat(alias.location().line()).isEqualTo(2);
        assertThat(alias.entries()).containsOnlyKeys("k");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aByteOrderMarkIsNoKey() throws IOException {
        assertThat(read("\uFEFFbackup: a\n").orElseThrow().entries()).containsOnlyKeys("backup");
    }

    @Test
    void duplicateKeysNameBothLines() throws IOException {
        read("a: 1\nb: {c: 1, c: 2}\na: 3\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly(
                        "2: b.c: this key is written twice, the first time in line 2\n  hint: leave one of them out",
                        "3: a: this key is written twice, the first time in line 1\n  hint: leave one of them out");
    }

    @Test
    void aSyntaxErrorNamesItsLine() throws IOException {
        read("a: 1\nb: [1, 2\nc: 3\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("3: not valid YAML: expected ',' or ']', but got :");
    }

    @Test
    void aTabIsNamedAsWhatItIs() throws IOException {
        read("a:\n\tb: 1\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("2: a tab where YAML allows only spaces\n  hint: indent with spaces");
    }

    @Test
    void aCharacterThatYamlForbidsNamesItsLine() throws IOException {
        read("a: 1\nb: \u0001\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("2: the character U+0001 is not allowed in YAML");
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
        read("a: 1\n---\nb: 2\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("2: a second document begins here\n  hint: write one entry in each file");
    }

    @Test
    void whatIsNotAMappingIsRefused() throws IOException {
        read("- a\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("1: expected keys and values, found a list\n  hint: begin with `backup: NAME`");
    }

    @Test
    void aSingleValueIsRefused() throws IOException {
        read("just text\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly(
                        "1: expected keys and values, found a single value\n  hint: begin with `backup: NAME`");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        read("# nothing but a comment\n");
        assertThat(problems.all())
                .extracting(Problem::message, Problem::hint)
                .containsExactly(tuple("nothing is written here", "begin with `backup: NAME`"));
    }

    @Test
    void aBombOfAliasesIsRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", Collections.nCopies(10, before))).append("]\n");
        }
        read(bomb.toString());
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("5: more than 100 000 values, aliases counted\n  hint: write it without aliases");
    }

    @Test
    void aValueThatHoldsItselfIsRefused() throws IOException {
        read("a: &a\n  b: *a\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("2: `*a` refers to no value above it, or to itself");
    }

    @Test
    void aThousandLevelsAreRefused() throws IOException {
        read("a: " + "[".repeat(1000) + "]".repeat(1000));
        assertThat(problems.all()).extracting(this::said).containsExactly("1: nested more than 50 levels deep");
    }

    @Test
    void aKeyThatIsNoTextIsRefused() throws IOException {
        read("{a: 1}: 2\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly("1: a key must be a text\n  hint: put quotes around it");
    }

    @Test
    void aTagIsRefused() throws IOException {
        read("a: !!java.net.URL [x]\nb: !!str 12\n");
        assertThat(problems.all())
                .extracting(this::said)
                .containsExactly(
                        "1: a: the tag `tag:yaml.org,2002:java.net.URL` means nothing here\n  hint: leave it out");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file(), new byte[] {'a', ':', ' ', (byte) 0xff});
        new YamlFile(file(), new Placeholders(name -> null, problems), problems).read();
        assertThat(problems.all())
                .extracting(Problem::message, Problem::hint)
                .containsExactly(tuple("not UTF-8 text", "save the file as UTF-8"));
    }

    private Optional<Node.Mapping> read(String text) throws IOException {
        Files.writeString(file(), text);
        return new YamlFile(file(), new Placeholders(name -> null, problems), problems).read();
    }

    private Path file() {
        return folder.resolve("a.yml");
    }

    private String said(Problem problem) {
        return problem.toString().replace(file() + ":", "");
    }
}
