package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restoreverifier.model.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the public status page calls the entries of a catalog. */
class PublicNamesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void someEntries() throws IOException {
        write("code.yml", "backup: shop-code\nsource: {directory: .}\nrestore: {files: {}}\n");
        write("shop.yml", """
                application: shop
                needs: {code: shop-code}
                start: {image: php, run: php -S 127.0.0.1:8080, port: 8080}
                checks: {http: [{get: /, status: 200}]}
                """);
    }

    @Test
    void everyEntryCanBeNamedAndCoverageWhereThereIsOne() throws IOException {
        names("{shop-code: Code, shop: Shop, coverage: All of it}");
        Files.writeString(
                folder.resolve("catalog.yml"),
                Files.readString(folder.resolve("catalog.yml"))
                        + "coverage: {repositories: [{name: git, directory: .}]}\n");

        assertThatNoException().isThrownBy(() -> read(folder));
    }

    @Test
    void aNameThatNoEntryHasIsAnErrorOfTheCatalog() throws IOException {
        names("{shop-coed: Code, shop: Shop, coverage: All of it}");

        assertThat(catchThrowableOfType(CatalogException.class, () -> read(folder)))
                .hasMessageContaining("catalog.yml:2: status-page.public.names.shop-coed: there is no entry `shop-coed`"
                        + " in the catalog\n  hint: did you mean `shop-code`?")
                .hasMessageContaining("catalog.yml:2: status-page.public.names.coverage: there is no entry `coverage`"
                        + " in the catalog\n  hint: known here: shop, shop-code");
    }

    @Test
    void ofOneFileAloneTheOthersAreNotKnown() throws IOException {
        names("{shop: Shop, elsewhere: Another}");

        assertThatNoException().isThrownBy(() -> read(folder.resolve("code.yml")));
    }

    private void names(String names) throws IOException {
        write("catalog.yml", "status-page:\n  public: {names: " + names + "}\n");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }

    private static Prepared read(Path catalog) {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", catalog.toString());
        return Prepared.read(RunOptions.from(properties));
    }
}
