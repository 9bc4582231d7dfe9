package io.restoreverifier.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.restoreverifier.run.RunOptions;
import io.restoreverifier.run.SelectedEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real artifacts in folders as they are found in the wild; what is written is read by the catalog's own reader. */
class DraftsTest {
    private static final Path SAMPLE = Path.of("fixtures/backups");
    private static final Path DUMP = SAMPLE.resolve("customers/customers-20261121T021500Z.dump");
    private static final Path ARCHIVE = SAMPLE.resolve("code/clientarea-20261121T023000Z.tar.gz");

    @TempDir
    Path folder;

    private Path origin;
    private Path into;

    @BeforeEach
    void prepare() throws IOException {
        origin = Files.createDirectory(folder.resolve("backups"));
        into = folder.resolve("catalog");
    }

    @Test
    void theSampleBecomesTwoEntriesThatTheCatalogTakes() throws IOException {
        Drafts drafts = Drafts.of(SAMPLE, line -> {});

        assertThat(written(drafts)).containsOnlyKeys("clientarea", "customers");
        assertThat(written(drafts)).isEmpty();
        assertThatCatalogIsTaken();
    }

    @Test
    void aDatabaseEntrySaysWhatItsDumpHolds() throws IOException {
        String entry = written(Drafts.of(SAMPLE, line -> {})).get("customers");

        assertThat(entry)
                .contains("#   format      PostgreSQL custom-format dump\n", "#   server      PostgreSQL 15.")
                .contains("#   dumped by   pg_dump 15.", "#   database    clientarea\n")
                .contains("\n  newest: \"customers-{time:yyyyMMdd'T'HHmmss'Z'}.dump\"\n")
                .contains("\n  checksum: required ")
                .contains("\nobjectives: {rpo: 26h}       # 3 generations, usually 1d apart\n")
                .contains("\n    roles: [billing_app, billing_ro] ")
                .contains("\n    # globals: \"globals-{time:yyyyMMdd'T'HHmmss'Z'}.sql\"\n")
                .contains("\n    - customers\n", "\n    customers: {min: 1338}   # 1 487 in the newest\n")
                .doesNotContain("\n    - traffic_2026_11\n");
    }

    @Test
    void databasesOfSqliteAreDraftedWithTheirLogs() throws Exception {
        Path file = origin.resolve("bookings-20261121.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create table rooms(x)");
        }
        Files.writeString(origin.resolve("bookings-20261121.db-wal"), "");
        Files.writeString(
                origin.resolve("shop-20261121.sql"),
                "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE orders(x);\n"
                        + "INSERT INTO orders VALUES(1);\nCOMMIT;\n");

        Map<String, String> entries = written(Drafts.of(origin, line -> {}));

        assertThat(entries.get("bookings"))
                .contains("#   format      SQLite database\n", "#   written by  SQLite 3.", "\n  sqlite: {}\n");
        assertThat(entries.get("shop"))
                .contains("#   format      SQL dump of SQLite\n", "\n  sqlite: {}\n", "\n    - orders\n")
                .contains("\n    orders: {min: 1}   # 1 in the newest\n");
        assertThatCatalogIsTaken();
    }

    @Test
    void filesOfRedisAreDraftedAsDatabases() throws IOException {
        byte[] rdb = HexFormat.of()
                .parseHex("524544495330303130fa0972656469732d76657206372e302e3135ff" + "0000000000000000");
        Files.write(origin.resolve("sessions-20261121.rdb"), rdb);
        Files.writeString(origin.resolve("queue-20261121.aof"), "*1\r\n$4\r\nPING\r\n");

        Map<String, String> entries = written(Drafts.of(origin, line -> {}));

        assertThat(entries.get("sessions"))
                .contains(
                        "#   format      Redis dump file (RDB)\n", "#   written by  Redis 7.0.15\n", "\n  redis: {}\n");
        assertThat(entries.get("queue")).contains("#   format      Redis command log (AOF)\n", "\n  redis: {}\n");
        assertThatCatalogIsTaken();
    }

    @Test
    void theDiskOfAMachineIsDraftedAsOne() throws IOException {
        byte[] disk = new byte[1 << 20];
        disk[446 + 4] = (byte) 0x83; // the type of the first partition, which begins at sector 1 and has 2,047
        disk[446 + 8] = 1;
        disk[446 + 12] = (byte) 0xff;
        disk[446 + 13] = 7;
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        Files.write(origin.resolve("web-20261121.img"), disk);

        Map<String, String> entries = written(Drafts.of(origin, line -> {}));

        assertThat(entries.get("web")).contains("#   format      raw disk image\n", "\n  disk-image: {}\n");
        assertThatCatalogIsTaken();
    }

    @Test
    void aPlainDumpIsDraftedAsADatabase() throws IOException {
        Files.copy(
                Path.of("src/test/resources/inspect/sample-plain.sql.zstd"), origin.resolve("shop-20261121.sql.zst"));

        String entry = written(Drafts.of(origin, line -> {})).get("shop");

        assertThat(entry)
                .contains("#   format      PostgreSQL plain SQL dump\n", "#   server      PostgreSQL 15.")
                .contains(
                        "\n  postgresql: {}\n",
                        "\n    - customers\n",
                        "\n    invoices: {min: 45}   # 50 in the newest\n");
        assertThatCatalogIsTaken();
    }

    @Test
    void anEntryOfFilesSaysWhatItsArchiveHolds() throws IOException {
        String entry = written(Drafts.of(SAMPLE, line -> {})).get("clientarea");

        assertThat(entry)
                .contains(
                        "\n  files: {strip: 1} ", "\n  manifest: SHA256SUMS ", "\n  contains: [README.md, pom.xml]\n");
    }

    @Test
    void anEntryOfMariadbSaysWhatItsScriptDefines() throws IOException {
        Files.writeString(origin.resolve("wiki.sql"), """
            -- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
            --
            -- Host: localhost    Database: wiki
            -- Server version\t10.11.6-MariaDB-0+deb12u1
            CREATE TABLE `pages` (
              `id` int(11)
            );
            INSERT INTO `pages` VALUES (1),(2);
            /*!50001 CREATE ALGORITHM=UNDEFINED */
            /*!50013 DEFINER=`wiki`@`%` SQL SECURITY DEFINER */
            /*!50001 VIEW `titles` AS select 1 AS `1` */;
            -- Dump completed on 2026-11-21  3:00:00
            """);

        assertThat(written(Drafts.of(origin, line -> {})).get("wiki"))
                .contains("#   server      10.11.6-MariaDB-0+deb12u1\n")
                .contains("\n  mariadb:\n    users: [\"wiki@%\"] ")
                .contains("\n    - pages\n", "\n    pages: {min: 1}   # 2 in the newest\n");
    }

    @Test
    void whatCannotBePlacedIsListed() throws IOException {
        Files.copy(DUMP, origin.resolve("shop.dump"));
        Files.writeString(origin.resolve("notes.txt"), "call Bob about the tapes");
        Files.write(origin.resolve("wiki.enc"), "Salted__01234567".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(origin.resolve("shop.dump.part"), "half");
        Files.write(origin.resolve("nothing.dump"), new byte[0]);
        Files.createSymbolicLink(origin.resolve("latest.dump"), Path.of("shop.dump"));

        Drafts drafts = Drafts.of(origin, line -> {});

        assertThat(drafts.drafts()).extracting(Draft::name).containsExactly("shop");
        assertThat(drafts.leftOut())
                .extracting(each -> origin.relativize(each.path()) + ": " + each.reason() + " " + each.matters())
                .containsExactlyInAnyOrder(
                        "notes.txt: plain text false",
                        "wiki.enc: OpenSSL-encrypted data true",
                        "shop.dump.part: hidden, or unfinished by its name true",
                        "nothing.dump: empty true",
                        "latest.dump: a link; what it leads to is taken where it lies, if that is here false");
    }

    @Test
    void aBrokenNewestIsToldAndTheOneBeforeItIsTheModel() throws IOException {
        byte[] whole = Files.readAllBytes(DUMP);
        Files.write(origin.resolve("shop-20261120.dump"), whole);
        Files.write(origin.resolve("shop-20261121.dump"), Arrays.copyOf(whole, 400_000));
        Files.writeString(origin.resolve("shop-20261122.dump"), "<html><title>502 Bad Gateway</title></html>");

        Drafts drafts = Drafts.of(origin, line -> {});

        assertThat(drafts.drafts()).hasSize(1);
        Draft draft = drafts.drafts().get(0);
        assertThat(draft.model().name()).isEqualTo("shop-20261120.dump");
        assertThat(draft.warnings())
                .hasSize(2)
                .contains("ATTENTION: shop-20261122.dump is an HTML page")
                .anyMatch(w ->
                        w.startsWith("ATTENTION: shop-20261121.dump: ARTIFACT_INCOMPLETE: the dump ends at byte "));
        assertThat(written(drafts).get("shop")).contains("# ATTENTION: shop-20261122.dump is an HTML page\n");
        assertThatCatalogIsTaken();
    }

    @Test
    void formatsAreToldByContent() throws IOException {
        Files.copy(DUMP, origin.resolve("mon.tar.gz"));
        Files.copy(ARCHIVE, origin.resolve("code"));

        Map<String, String> entries = written(Drafts.of(origin, line -> {}));

        assertThat(entries).containsOnlyKeys("backups", "code");
        assertThat(entries.get("backups"))
                .contains("newest: \"{mon,tue,wed,thu,fri,sat,sun}.tar.gz\"", "  postgresql:\n", "checksum: if-present")
                .contains("# objectives: {rpo: 26h}     # one generation does not tell how often it is made");
        assertThat(entries.get("code")).contains("  files: {strip: 1}");
        assertThatCatalogIsTaken();
    }

    @Test
    void ofRotatedFoldersTheFirstIsTakenAndDatedOnesAreTold() throws IOException {
        for (String generation : List.of("daily.0", "daily.1", "2026-11-21")) {
            Files.copy(
                    ARCHIVE, Files.createDirectory(origin.resolve(generation)).resolve("code.tar.gz"));
        }

        Drafts drafts = Drafts.of(origin, line -> {});

        assertThat(drafts.drafts()).extracting(Draft::directory).containsExactly(origin.resolve("daily.0"));
        assertThat(drafts.leftOut())
                .extracting(LeftOut::reason)
                .containsExactlyInAnyOrder(
                        "an older generation of what is in daily.0",
                        "its folder is one generation by its time; a source cannot yet take the newest of many folders:"
                                + " let the job write into one");
    }

    @Test
    void namesOfOthersCannotBreakTheYaml() throws IOException {
        Files.copy(ARCHIVE, origin.resolve("a \"b\" #: {x} [y] \\ - 20261121.tar.gz"));
        Files.copy(ARCHIVE, origin.resolve("${env:HOME}.tar.gz"));
        Files.copy(ARCHIVE, origin.resolve("true"));

        Drafts drafts = Drafts.of(origin, line -> {});

        assertThat(written(drafts)).hasSize(2);
        assertThat(drafts.leftOut())
                .extracting(LeftOut::reason)
                .containsExactly("its name holds ${, which the catalog would take for a secret");
        assertThatCatalogIsTaken();
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        Files.copy(DUMP, origin.resolve("shop.dump"));
        Files.createDirectory(into);
        Files.writeString(into.resolve("shop.yml"), "mine");
        Draft draft = Drafts.of(origin, line -> {}).drafts().get(0);

        assertThat(new CatalogFolder(into, false).write(draft)).isEmpty();
        assertThat(into.resolve("shop.yml")).hasContent("mine");

        Files.move(into.resolve("shop.yml"), into.resolve("other.yml"));
        Files.writeString(into.resolve("other.yml"), "backup: shop # the same in another file\n");

        assertThat(new CatalogFolder(into, false).write(draft)).isEmpty();
    }

    @Test
    void nothingIsWrittenWhereTheArtifactsLie() throws IOException {
        Files.copy(DUMP, origin.resolve("shop.dump"));
        List<String> before = listed();

        written(Drafts.of(origin, line -> {}));

        assertThat(listed()).isEqualTo(before);
    }

    private List<String> listed() throws IOException {
        try (Stream<Path> files = Files.walk(origin)) {
            return files.map(f -> f + " " + f.toFile().lastModified() + " "
                            + f.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    /** The entries that were not there yet, by name. */
    private Map<String, String> written(Drafts drafts) throws IOException {
        CatalogFolder catalog = new CatalogFolder(into, false);
        Map<String, Path> files = new java.util.TreeMap<>();
        for (Draft draft : drafts.drafts()) {
            Optional<Path> file = catalog.write(draft);
            file.ifPresent(f -> files.put(draft.name(), f));
        }
        return files.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> read(e.getValue())));
    }

    private void assertThatCatalogIsTaken() {
        Properties properties = new Properties();
        properties.setProperty("restore.catalog", into.toString());
        assertThatNoException().isThrownBy(() -> SelectedEntries.read(RunOptions.from(properties)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
