package io.restoreverifier.report;

import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.TestResult;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The raw results of Allure. They are put together in a folder beside and then moved over; a list of what was written
 * lies with them, so that the next report removes just that and never a file of somebody else.
 */
final class AllureResults {
    /** Enough to find the cause by; a report that takes a minute to open is not read. */
    private static final int LONGEST_ATTACHMENT = 2_000_000;

    private static final String LIST = ".restore-verifier";

    /** The list lies where others may write: nothing in it leads out of the folder. */
    private static final Pattern OWN_NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]*");

    private final Path folder;

    AllureResults(Path folder) {
        this.folder = folder;
    }

    /** Removes what an earlier report wrote here. */
    void clear() throws IOException {
        Path list = folder.resolve(LIST);
        if (Files.exists(list)) {
            for (String name : Files.readAllLines(list)) {
                if (OWN_NAME.matcher(name).matches()) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
            Files.delete(list);
        }
    }

    /**
     * Writes a run in the place of an earlier one.
     *
     * @param written entries that were written elsewhere, with the folder of those results: copied, with what is attached
     *     to them
     */
    void write(RunResult run, Optional<Executor> executor, Map<String, Path> written) throws IOException {
        Files.createDirectories(folder);
        clear();
        try (TemporaryFolder fresh = TemporaryFolder.beside(folder)) {
            FileSystemResultsWriter writer = new FileSystemResultsWriter(fresh.path());
            AllureCopies copies = AllureCopies.of(written);
            for (Outcome outcome : run.outcomes()) {
                if (!copies.copy(outcome.entry(), fresh.path())) {
                    write(writer, outcome, run);
                }
            }
            if (!run.ground().isEmpty()) {
                write(writer, AllureGround.of(run), List.of(AllureGround.map(run)));
            }
            if (executor.isPresent()) {
                Files.write(fresh.path().resolve("executor.json"), ReportJson.of(executor.get()));
            }
            Files.writeString(fresh.path().resolve("categories.json"), AllureSurroundings.categories());
            Files.writeString(fresh.path().resolve("environment.properties"), AllureSurroundings.environment(run));
            moveFrom(fresh.path());
        }
    }

    private static void write(FileSystemResultsWriter writer, Outcome outcome, RunResult run) {
        write(writer, AllureEntry.of(outcome, run.asOf()), outcome.attachments());
    }

    private static void write(FileSystemResultsWriter writer, TestResult result, List<Attachment> attachments) {
        for (Attachment attachment : attachments) {
            String source = UUID.randomUUID() + "-attachment" + extension(attachment.mediaType());
            writer.write(source, new ByteArrayInputStream(content(attachment)));
            result.getAttachments()
                    .add(new io.qameta.allure.model.Attachment()
                            .setName(attachment.name())
                            .setType(attachment.mediaType())
                            .setSource(source));
        }
        writer.write(result);
    }

    private static byte[] content(Attachment attachment) {
        String content = attachment.content();
        int left = content.length() - LONGEST_ATTACHMENT;
        return left <= 0 || attachment.isPicture()
                ? attachment.bytes()
                : (content.substring(0, LONGEST_ATTACHMENT) + "\n... " + left + " more characters are left out here\n")
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static String extension(String mediaType) {
        return switch (mediaType) {
            case "text/csv" -> ".csv";
            case "application/json" -> ".json";
            case "image/png" -> ".png";
            case "image/svg+xml" -> ".svg";
            default -> ".txt";
        };
    }

    private void moveFrom(Path fresh) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(fresh)) {
            files = listed.sorted().toList();
        }
        Files.write(
                folder.resolve(LIST),
                files.stream().map(file -> file.getFileName().toString()).toList());
        for (Path file : files) {
            Replacement.move(file, folder.resolve(file.getFileName()));
        }
    }
}
