package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restoreverifier.model.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries whose checks name another backup. */
class ReferencesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aCodeBase() throws IOException {
        write("code.yml", """
                backup: shop-code
                tags: [code]
                source: {directory: .}
                restore: {files: {}}
                """);
    }

    @Test
    void theOtherBackupIsPlannedWithIt() throws IOException {
        database("flyway: {code: shop-code}");

        assertThat(read(folder, "").plan("shop").orElseThrow().counterparts()).containsOnlyKeys("shop-code");
    }

    @Test
    void itIsFoundWhenItIsNotChosenItself() throws IOException {
        database("flyway: {code: shop-code}");

        Prepared prepared = read(folder, "shop");

        assertThat(prepared.plans()).extracting(Plan::name).containsExactly("shop");
        assertThat(prepared.plan("shop").orElseThrow().counterparts()).containsOnlyKeys("shop-code");
    }

    @Test
    void itIsFoundBesideTheOneFileThatIsTheCatalog() throws IOException {
        database("flyway: {code: shop-code}");

        Prepared prepared = read(folder.resolve("shop.yml"), "");

        assertThat(prepared.plans()).extracting(Plan::name).containsExactly("shop");
        assertThat(prepared.plan("shop").orElseThrow().counterparts()).containsOnlyKeys("shop-code");
    }

    @Test
    void aMistypedNameIsAnErrorOfTheCatalog() throws IOException {
        database("flyway: {code: shop-coed}");

        assertThat(problems())
                .containsExactly(
                        "shop.yml:4: checks.flyway.code: there is no backup `shop-coed` in the catalog",
                        "did you mean `shop-code`?");
    }

    @Test
    void aDatabaseIsNoCodeBase() throws IOException {
        database("flyway: {code: shop}");

        assertThat(problems())
                .containsExactly(
                        "shop.yml:4: checks.flyway.code: `shop` is a backup of kind database, expected one of kind files",
                        "known here: shop-code");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        database("flyway: {locations: [/etc, ../x, \"classpath:db\"], pending: yes, migrat: true}");

        assertThat(problems())
                .contains(
                        "shop.yml:4: checks.flyway.locations: `/etc` is not a folder of the restored tree",
                        "shop.yml:4: checks.flyway.locations: `../x` is not a folder of the restored tree",
                        "shop.yml:4: checks.flyway.locations: `classpath:db` is not a folder of the restored tree",
                        "shop.yml:4: checks.flyway.pending: `yes` is neither allowed nor refused",
                        "shop.yml:4: checks.flyway.code: is missing",
                        "shop.yml:4: checks.flyway.migrat: unknown key");
    }

    @Test
    void whatIsWrongWithTheOtherEntryIsToldOnce() throws IOException {
        write("code.yml", """
                backup: shop-code
                source: {directory: .}
                restore: {files: {stripp: 1}}
                """);
        database("flyway: {code: shop-code}");

        assertThat(problems())
                .containsExactly("code.yml:3: restore.files.stripp: unknown key", "did you mean `strip`?");
    }

    private void database(String check) throws IOException {
        write("shop.yml", "backup: shop\nsource: {directory: .}\nrestore: {postgresql: {}}\nchecks: {" + check + "}\n");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }

    /** Each problem, and the hint after it when there is one. */
    private List<String> problems() {
        CatalogException problems = catchThrowableOfType(CatalogException.class, () -> read(folder, ""));
        return problems.problems().stream()
                .flatMap(p -> java.util.stream.Stream.of(
                        p.location().file().getFileName() + ":" + p.location().line() + ": " + p.key() + ": "
                                + p.message(),
                        p.hint()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Prepared read(Path catalog, String only) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        properties.setProperty("restore.only", only);
        return Prepared.read(RunOptions.from(properties));
    }
}
