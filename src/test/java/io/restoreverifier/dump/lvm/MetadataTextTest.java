package io.restoreverifier.dump.lvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.dump.DumpDamage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTextTest {

    @Test
    void valuesListsAndSectionsAreRead() throws Exception {
        Section read = MetadataText.read("""
            # a = 1 {
            a=1 b = "x # no comment" # "
            "quoted key" = [ ]
            c = ["one", 2,-3 , "four"] s { t
            { u = 1.5 } } e{}\
            """);

        assertThat(read.text("a")).isEqualTo("1");
        assertThat(read.text("b")).isEqualTo("x # no comment");
        assertThat(read.texts("quoted key")).isEmpty();
        assertThat(read.texts("c")).containsExactly("one", "2", "-3", "four");
        assertThat(read.section("s").section("t").text("u")).isEqualTo("1.5");
        assertThat(read.section("e").sections()).isEmpty();
    }

    @Test
    void whatIsEscapedIsTakenAsItIs() throws Exception {
        assertThat(MetadataText.read("a = \"lvcreate \\\"x\\\\\" b = \"}\"").text("a"))
                .isEqualTo("lvcreate \"x\\");
    }

    @Test
    void whatIsBehindItsEndIsNotRead() throws Exception {
        assertThat(MetadataText.read("a = 1\0{{{{").text("a")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a = ; something else than a name or a value at character 3",
                "a; something else than `=` at character 1",
                "a = [1 2]; something else than `,` at character 7",
                "a = [1,; something else than a name or a value at character 7",
                "a = [[1]]; something else than a name or a value at character 5",
                "a {; the end at character 3",
                "a { }}; a closing brace at character 6",
                "a = 1 a = 2; the same name again at character 11",
                "a { } a { }; the same name again at character 9",
                "a = 1 a { }; the same name again at character 9",
                "a = word; something else than a name or a value at character 4",
                "(a) = 1; something else than a name or a value at character 0"
            })
    void whatLvmDoesNotWriteIsDamage(String text, String told) {
        assertThatThrownBy(() -> MetadataText.read(text))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("its metadata (LVM2) cannot be read: " + told);
    }

    @Test
    void aTextThatDoesNotEndIsDamage() {
        for (String text : new String[] {"a = \"x", "a = \"x\\", "a = \"x\\\"", "\"a"}) {
            assertThatThrownBy(() -> MetadataText.read(text))
                    .isInstanceOf(DumpDamage.class)
                    .hasMessageContaining("something else than `\"`");
        }
    }

    @Test
    void howDeepAndHowMuchIsBounded() throws Exception {
        assertThat(MetadataText.read("a{".repeat(15) + "}".repeat(15)).sections())
                .hasSize(1);
        assertThatThrownBy(() -> MetadataText.read("a{".repeat(500_000)))
                .isInstanceOf(DumpDamage.class)
                .hasMessage("its metadata (LVM2) cannot be read: another level, of 16 at most at character 32");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= 100_000; i++) {
            many.append('k').append(i).append("=1 ");
        }
        assertThatThrownBy(() -> MetadataText.read(many.toString()))
                .isInstanceOf(DumpDamage.class)
                .hasMessageContaining("more than 100000 entries");
    }
}
