package io.restoreverifier.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Finds Allure's command line: in the runnable jar, which carries it as it is published, else where the build has
 * unpacked it.
 */
final class AllureHome {
    /** In the runnable jar only; the build puts it there. */
    private static final String CARRIED = "allure-commandline.zip";

    private AllureHome() {}

    /**
     * The folder with {@code lib} and {@code config}.
     *
     * @param unpacked where the build has it; not asked in the runnable jar
     * @param work a folder of ours that is removed after use
     * @throws ReportException when it is nowhere
     */
    static Path find(Path unpacked, Path work) throws IOException {
        try (InputStream carried = AllureHome.class.getResourceAsStream(CARRIED)) {
            if (carried != null) {
                return unpack(carried, Files.createDirectory(work.resolve("allure")));
            }
            if (!Files.isDirectory(unpacked.resolve("lib"))) {
                throw new ReportException("the Allure report cannot be made: Allure's command line is not at "
                        + unpacked + "\nhint: run `mvn verify`, which unpacks it there, or the runnable jar, which "
                        + "carries it");
            }
            return unpacked;
        }
    }

    /** The zip holds one folder, which is the home. */
    private static Path unpack(InputStream carried, Path folder) throws IOException {
        Path home = folder;
        try (ZipInputStream zip = new ZipInputStream(carried)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("Allure's command line is packed unsafely: " + entry.getName());
                }
                home = folder.resolve(folder.relativize(file).getName(0));
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return home;
    }
}
