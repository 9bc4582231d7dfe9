package io.restoreverifier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.restoreverifier.remote.Deposit;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house, which way its doors open, and a few rules for all of them. */
@AnalyzeClasses(packages = "io.restoreverifier", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String[] BELOW_RUN = {
        "catalog",
        "source",
        "inspect",
        "sandbox",
        "restore",
        "check",
        "application",
        "coverage",
        "storage",
        "placement",
        "history",
        "report",
        "outlet",
        "model"
    };

    /** All that the origin is ever asked. */
    private static final Set<String> READING = Set.of(
            "exists",
            "getFileStore",
            "isDirectory",
            "isRegularFile",
            "isSymbolicLink",
            "lines",
            "newBufferedReader",
            "newDirectoryStream",
            "newInputStream",
            "readAttributes",
            "size");

    @ArchTest
    static final ArchRule doorsOpenOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("..restoreverifier.model..")
            .layer("archive")
            .definedBy("..restoreverifier.archive..")
            .layer("dump")
            .definedBy("..restoreverifier.dump..")
            .layer("rows")
            .definedBy("..restoreverifier.rows..")
            .layer("flyway")
            .definedBy("..restoreverifier.flyway..")
            .layer("folder")
            .definedBy("..restoreverifier.folder..")
            .layer("catalog")
            .definedBy("..restoreverifier.catalog..")
            .layer("remote")
            .definedBy("..restoreverifier.remote..")
            .layer("source")
            .definedBy("..restoreverifier.source..")
            .layer("inspect")
            .definedBy("..restoreverifier.inspect..")
            .layer("sandbox")
            .definedBy("..restoreverifier.sandbox..")
            .layer("restore")
            .definedBy("..restoreverifier.restore..")
            .layer("check")
            .definedBy("..restoreverifier.check..")
            .layer("application")
            .definedBy("..restoreverifier.application..")
            .layer("coverage")
            .definedBy("..restoreverifier.coverage..")
            .layer("storage")
            .definedBy("..restoreverifier.storage..")
            .layer("placement")
            .definedBy("..restoreverifier.placement..")
            .layer("history")
            .definedBy("..restoreverifier.history..")
            .layer("report")
            .definedBy("..restoreverifier.report..")
            .layer("outlet")
            .definedBy("..restoreverifier.outlet..")
            .layer("run")
            .definedBy("..restoreverifier.run..")
            .layer("junit")
            .definedBy("..restoreverifier.junit..")
            .layer("draft")
            .definedBy("..restoreverifier.draft..")
            .layer("cli")
            .definedBy("..restoreverifier.cli..")
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("archive")
            .mayOnlyAccessLayers("model")
            .whereLayer("dump")
            .mayOnlyAccessLayers("archive", "model")
            .whereLayer("rows")
            .mayOnlyAccessLayers("model")
            .whereLayer("flyway")
            .mayNotAccessAnyLayer()
            .whereLayer("folder")
            .mayNotAccessAnyLayer()
            .whereLayer("catalog")
            .mayOnlyAccessLayers("model")
            .whereLayer("remote")
            .mayOnlyAccessLayers("folder", "model")
            .whereLayer("source")
            .mayOnlyAccessLayers("archive", "remote", "model")
            .whereLayer("inspect")
            .mayOnlyAccessLayers("archive", "dump", "rows", "model")
            .whereLayer("sandbox")
            .mayOnlyAccessLayers("archive", "folder", "model")
            .whereLayer("restore")
            .mayOnlyAccessLayers("archive", "dump", "sandbox", "model")
            .whereLayer("check")
            .mayOnlyAccessLayers("sandbox", "rows", "flyway", "model")
            .whereLayer("application")
            .mayOnlyAccessLayers("sandbox", "model")
            .whereLayer("coverage")
            .mayOnlyAccessLayers("remote", "model")
            .whereLayer("storage")
            .mayOnlyAccessLayers("model")
            .whereLayer("placement")
            .mayOnlyAccessLayers("model")
            .whereLayer("history")
            .mayOnlyAccessLayers("flyway", "model")
            .whereLayer("report")
            .mayOnlyAccessLayers("model")
            .whereLayer("outlet")
            .mayOnlyAccessLayers("remote", "model")
            .whereLayer("run")
            .mayOnlyAccessLayers(BELOW_RUN)
            .whereLayer("junit")
            .mayOnlyAccessLayers("run", "check", "model")
            .whereLayer("draft")
            .mayOnlyAccessLayers("source", "inspect", "archive", "model")
            .whereLayer("cli")
            .mayOnlyAccessLayers("run", "draft", "model")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule theModelKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("..restoreverifier.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.sql..", "org.jspecify..", "io.restoreverifier.model..");

    @ArchTest
    static final ArchRule theModelDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("..restoreverifier.model..")
            .should()
            .dependOnClassesThat(describe("do input or output", HouseRulesTest::doesInputOrOutput));

    @ArchTest
    static final ArchRule onlyTheCatalogKnowsYaml = onlyIn("catalog", "org.snakeyaml..");

    @ArchTest
    static final ArchRule onlyTheSandboxKnowsDocker =
            onlyIn("sandbox", "org.testcontainers..", "com.github.dockerjava..");

    @ArchTest
    static final ArchRule onlyTheReportKnowsAllure = onlyIn("report", "io.qameta.allure..");

    @ArchTest
    static final ArchRule onlyWhatIsKeptOrAnsweredIsJson =
            onlyIn("(report|history|outlet|application|remote)", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule onlyTheFaceKnowsJUnit = onlyIn("junit", "org.junit..", "org.opentest4j..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = onlyIn("cli", "picocli..");

    @ArchTest
    static final ArchRule onlyTheArchiveKnowsCommonsCompress =
            onlyIn("(archive|outlet.evidence)", "org.apache.commons.compress..");

    @ArchTest
    static final ArchRule onlyRestorersKnowDatabaseDrivers = onlyIn("restore", "org.postgresql..", "org.newsclub..");

    @ArchTest
    static final ArchRule onlyOutletsKnowHowPeopleAreTold = onlyIn(
            "outlet",
            "jakarta.mail..",
            "org.eclipse.angus..",
            "io.prometheus..",
            "com.samskivert..",
            "org.commonmark..");

    @ArchTest
    static final ArchRule onlyWhereOthersAreAskedAgain = onlyIn("(outlet|remote)", "dev.failsafe..");

    @ArchTest
    static final ArchRule onlyTheRemoteKnowsHowOthersAreReached =
            onlyIn("remote", "org.apache.sshd..", "software.amazon..");

    @ArchTest
    static final ArchRule onlyStorageKnowsSnmp = onlyIn("storage", "org.snmp4j..");

    @ArchTest
    static final ArchRule onlyWhatKeepsOrRestoresKnowsSqlite = onlyIn("(history|restore)", "org.sqlite..");

    @ArchTest
    static final ArchRule onlyTheseKnowFlyway = onlyIn("(check|history|flyway)", "org.flywaydb..");

    @ArchTest
    static final ArchRule sourcesOnlyRead = noClasses()
            .that()
            .resideInAnyPackage(
                    "..restoreverifier.source..", "..restoreverifier.coverage..", "..restoreverifier.storage..")
            .should()
            .accessTargetWhere(describe("what is asked of Files is not on the list", HouseRulesTest::doesNotRead))
            .because("the origin of a backup is read-only: add to the list only what cannot change a file");

    /** Options could turn reading into deleting, channels and views write, a process does anything. */
    @ArchTest
    static final ArchRule sourcesHoldNothingThatWrites = noClasses()
            .that()
            .resideInAnyPackage(
                    "..restoreverifier.source..", "..restoreverifier.coverage..", "..restoreverifier.storage..")
            .should()
            .dependOnClassesThat(writes());

    @ArchTest
    static final ArchRule sourcesKnowNothingThatPublishes = noClasses()
            .that()
            .resideInAnyPackage("..restoreverifier.source..", "..restoreverifier.coverage..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Deposit.class);

    @ArchTest
    static final ArchRule draftsAreWrittenInOnePlace = noClasses()
            .that()
            .resideInAPackage("..restoreverifier.draft..")
            .and()
            .doNotHaveSimpleName("CatalogFolder")
            .should()
            .accessTargetWhere(describe("what is asked of Files is not on the list", HouseRulesTest::doesNotRead))
            .orShould()
            .dependOnClassesThat(writes());

    @ArchTest
    static final ArchRule nullIsMarkedEverywhere = classes()
            .should(holdThat(
                    "be in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class)));

    @ArchTest
    static final ArchRule classesSayWhatTheyAre = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Manager)")
            .because("a name says what a thing is, not that it is useful");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .should(new ArchCondition<>("be final and hold what cannot change") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    boolean holds = field.getModifiers().contains(JavaModifier.SYNTHETIC)
                            || field.getModifiers().contains(JavaModifier.FINAL) && !canChange(field.reflect());
                    events.add(new SimpleConditionEvent(field, holds, field.getDescription() + " can change"));
                }
            });

    private static ArchRule onlyIn(String room, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..restoreverifier." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    /** Exceptions and the encoding of URLs do none, wherever the JDK keeps them. */
    private static boolean doesInputOrOutput(JavaClass type) {
        boolean exempt = type.isAssignableTo(Throwable.class)
                || Set.of("java.io.Serializable", "java.net.URLEncoder").contains(type.getName());
        return !exempt
                && (type.getPackageName().matches("java\\.(io|net|nio\\.channels)")
                        || type.isEquivalentTo(Files.class));
    }

    private static boolean doesNotRead(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Files.class) && !READING.contains(access.getName());
    }

    private static DescribedPredicate<JavaClass> writes() {
        return describe(
                "can write",
                type -> type.isAssignableTo(OpenOption.class)
                        || type.isAssignableTo(Channel.class)
                        || type.isAssignableTo(FileAttributeView.class)
                        || type.isAssignableTo(FileSystemProvider.class)
                        || type.getName().matches("java\\.io\\.(File|RandomAccessFile|.*OutputStream|.*Writer)")
                        || type.getName().matches("java\\.lang\\.(Process|ProcessBuilder|Runtime)"));
    }

    private static ArchCondition<JavaClass> holdThat(String description, Predicate<JavaClass> holds) {
        return ArchCondition.from(describe(description, holds));
    }

    /** An array can always change; a private one is taken for the constant that its name in capitals says it is. */
    private static boolean canChange(Field field) {
        Object value;
        try {
            field.setAccessible(true);
            value = field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("an accessible field can be read", e);
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            return !value.getClass().getName().matches("java\\.util\\.(ImmutableCollections|Collections)\\$.*");
        }
        boolean sharedArray = value != null && value.getClass().isArray() && !Modifier.isPrivate(field.getModifiers());
        return sharedArray || field.getType().getName().startsWith("java.util.concurrent.atomic.");
    }
}
