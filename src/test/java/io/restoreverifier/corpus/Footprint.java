package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with everything beneath it: names, bytes, modification times and permissions. */
public record Footprint(Map<String, String> files) {

    /** Leaves out what somebody keeps writing to. */
    public static Footprint of(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                String name = folder.relativize(path).toString();
                if (!name.startsWith(CorpusRun.GROWING)) {
                    files.put(name, of(path, Files.isDirectory(path)));
                }
            }
        }
        return new Footprint(files);
    }

    private static String of(Path path, boolean directory) throws IOException {
        return Files.getLastModifiedTime(path) + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                + (directory ? "" : sha256(Files.readAllBytes(path)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
