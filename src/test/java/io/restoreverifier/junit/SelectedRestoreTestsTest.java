package io.restoreverifier.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Through JUnit's own launcher, which is who asks the filter. */
class SelectedRestoreTestsTest {
    private static final String CATALOG = "restore.catalog";
    private static final String ONLY = "restore.only";

    @TempDir
    Path folder;

    @AfterEach
    void forgetProperties() {
        System.clearProperty(CATALOG);
        System.clearProperty(ONLY);
    }

    @Test
    void aTestWhoseBackupIsChosenStays() {
        assertThat(isFound(OfCustomers.class)).isTrue();
    }

    @Test
    void aTestWhoseBackupIsNotChosenIsLeftOut() {
        System.setProperty(ONLY, "clientarea-code");

        assertThat(isFound(OfCustomers.class)).isFalse();
    }

    @Test
    void aTestWhoseBackupIsNotInThisCatalogIsLeftOut() throws IOException {
        Files.writeString(
                folder.resolve("other.yml"), "backup: other\nsource: {directory: .}\nrestore: {postgresql: {}}\n");
        System.setProperty(CATALOG, folder.toString());

        assertThat(isFound(OfCustomers.class)).isFalse();
    }

    @Test
    void aMistypedBackupOfTheOwnCatalogStaysSoThatItFails() {
        assertThat(isFound(OfNobody.class)).isTrue();
    }

    @Test
    void aCatalogThatCannotBeReadFailsOnlyOnce() {
        System.setProperty(CATALOG, folder.resolve("nowhere").toString());

        assertThat(isFound(OfCustomers.class)).isFalse();
    }

    private static boolean isFound(Class<?> type) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .build();
        return LauncherFactory.create().discover(request).containsTests();
    }

    @RestoreTest("customer-database")
    static class OfCustomers {
        @Test
        void first() {}

        @Nested
        class Within {
            @Test
            void second() {}
        }
    }

    @RestoreTest("custommer-database")
    static class OfNobody {
        @Test
        void first() {}
    }
}
