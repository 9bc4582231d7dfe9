package io.restoreverifier.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Raw results that another machine wrote, found by the names of their entries. */
final class AllureCopies {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** They come from elsewhere: no name leads out of the folder. */
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]*");

    private final Map<String, Path> results;

    private AllureCopies(Map<String, Path> results) {
        this.results = results;
    }

    /** @param written the entries to copy, with the folders of their results; one may be missing: then there are none */
    static AllureCopies of(Map<String, Path> written) throws IOException {
        Map<Path, Map<String, Path>> folders = new HashMap<>();
        Map<String, Path> results = new HashMap<>();
        for (Map.Entry<String, Path> entry : written.entrySet()) {
            Map<String, Path> folder = folders.get(entry.getValue());
            if (folder == null) {
                folder = index(entry.getValue());
                folders.put(entry.getValue(), folder);
            }
            Path result = folder.get(entry.getKey());
            if (result != null) {
                results.put(entry.getKey(), result);
            }
        }
        return new AllureCopies(results);
    }

    private static Map<String, Path> index(Path folder) throws IOException {
        Map<String, Path> results = new HashMap<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> listed = Files.list(folder)) {
                files = listed.filter(file -> file.toString().endsWith("-result.json"))
                        .toList();
            }
            for (Path file : files) {
                results.put(JSON.readTree(Files.readAllBytes(file)).path("name").asText(), file);
            }
        }
        return results;
    }

    /** Copies the result of an entry with its attachments; false when there is none. */
    boolean copy(String entry, Path to) throws IOException {
        Path result = results.get(entry);
        if (result == null) {
            return false;
        }
        for (JsonNode source : JSON.readTree(Files.readAllBytes(result)).findValues("source")) {
            Path attachment =
                    result.resolveSibling(PLAIN.matcher(source.asText()).matches() ? source.asText() : ".");
            if (Files.isRegularFile(attachment)) {
                copy(attachment, to);
            }
        }
        copy(result, to);
        return true;
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
}
