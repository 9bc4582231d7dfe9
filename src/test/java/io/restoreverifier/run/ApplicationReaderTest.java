package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the declaration of an application is told with its file, line and key, before anything is run. */
class ApplicationReaderTest {
    private static final String WHOLE = """
            application: shop
            needs:
              database: {backup: customers, user: shop}
              code: shop-code
            start:
              image: jdk
              build: javac -d /tmp $(find ${code.path} -name '*.java') ${HOME}
              run: java -cp /tmp Main
              port: 8080
              ready: 10s
              environment: {URL: "${database.jdbc-url}", PASSWORD: "${database.password}"}
            checks:
              http:
                - {get: /health, status: 200, contains: [ok], within: 2s}
                - {post: /login, status: 303}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void declareParts() throws IOException {
        write("customers.yml", "backup: customers\nsource: {directory: .}\nrestore: {postgresql: {}}\n");
        write("billing.yml", "backup: billing\nsource: {directory: .}\nrestore: {mariadb: {}}\n");
        write("code.yml", "backup: shop-code\nsource: {directory: .}\nrestore: {files: {}}\n");
    }

    @Test
    void aWholeOneIsReadWithItsParts() throws IOException {
        write("shop.yml", WHOLE);

        ApplicationPlan plan = prepared().applications().get(0);

        assertThat(plan.name()).isEqualTo("shop");
        assertThat(plan.needs())
                .extracting(need -> need.part() + " " + need.plan().name() + " "
                        + need.user().orElse("-"))
                .containsExactly("database customers shop", "code shop-code -");
        assertThat(plan.checks()).extracting(check -> check.name()).containsExactly("http", "http", "contacts", "runs");
        assertThat(plan.start().ready()).hasSeconds(10);
    }

    @Test
    void itsPartsMayStandInFilesBesideIts() throws IOException {
        write("shop.yml", WHOLE);

        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.resolve("shop.yml").toString());

        assertThat(Prepared.read(RunOptions.from(properties)).applications()).hasSize(1);
    }

    @Test
    void aPartThatNoEntryIsHasItsLine() throws IOException {
        write("shop.yml", WHOLE.replace("code: shop-code", "code: shop-cod"));

        assertThat(problems())
                .containsExactly("shop.yml:4: needs.code: there is no backup `shop-cod` in the catalog"
                        + " (did you mean `shop-code`?)");
    }

    @Test
    void placeholdersThatLeadNowhereAreTold() throws IOException {
        write(
                "shop.yml",
                WHOLE.replace("jdbc-url", "jdbc-ur")
                        .replace("-cp /tmp Main", "-cp ${lib.path} -Dp=${database.password} Main"));

        assertThat(problems())
                .containsExactly(
                        "shop.yml:8: start.run: `${lib.path}` names no part (known here: code, database, files)",
                        "shop.yml:8: start.run: a password would be seen in the list of processes (put it into"
                                + " `environment:`)",
                        "shop.yml:11: start.environment.URL: `${database.jdbc-ur}` is nothing that database has"
                                + " (did you mean `jdbc-url`?)");
    }

    @Test
    void whatIsMissingOrUnknownIsToldAtOnce() throws IOException {
        write("shop.yml", """
                application: shop
                needs: {database: customers, other: billing}
                start: {run: x, port: 0, ready: soon, imag: 1}
                checks:
                  http: [{status: 20, get: health}, {contains: x}]
                  htpp: []
                """);

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "shop.yml:3: start.image: is missing (add `image: ...`)",
                        "shop.yml:3: start.port: 0 is not a port (write a number from 1 to 65535)",
                        "shop.yml:3: start.ready: `soon` is not a duration (write for example 90s, 30m, 26h, 7d or"
                                + " 1d12h)",
                        "shop.yml:3: start.imag: unknown key (did you mean `image`?)",
                        "shop.yml:5: checks.http[0].get: `health` is not a path (begin it with a slash)",
                        "shop.yml:5: checks.http[0].status: 20 is not a status of HTTP (write for example 200)",
                        "shop.yml:5: checks.http[1]: asks for nothing (write `get: /health`)",
                        "shop.yml:6: checks.htpp: unknown key (did you mean `http`?)");
    }

    @Test
    void oneWithoutPartsStartOrChecksProvesNothing() throws IOException {
        write("shop.yml", "application: shop\n");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "shop.yml:1: needs: names no part (write `needs: {database: NAME, code: NAME}`)",
                        "shop.yml:1: start: is missing (add `start: {image: ..., run: ..., port: ...}`)",
                        "shop.yml:1: checks: asks the application nothing, which proves nothing (write `checks: {http:"
                                + " [{get: /health, status: 200}]}`)");
    }

    private List<String> problems() {
        CatalogException[] thrown = new CatalogException[1];
        assertThatThrownBy(this::prepared).isInstanceOfSatisfying(CatalogException.class, e -> thrown[0] = e);
        return thrown[0].problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", "").replaceFirst("\n  hint: (.*)", " ($1)"))
                .toList();
    }

    private Prepared prepared() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", folder.toString());
        return Prepared.read(RunOptions.from(properties));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
