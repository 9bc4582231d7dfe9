package io.restoreverifier.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies where a backup job writes, in the morning after one night: the folder of one entry. */
record Night(Path folder, Sample sample, Origin origin) {

    /** The whole newest artifact. */
    byte[] whole() throws IOException {
        return sample.bytes(0);
    }

    /** Lays these bytes down as the newest artifact, with no checksum beside it. */
    void newest(byte[] bytes) throws IOException {
        file(sample.name(0), bytes);
    }

    void newest(String text) throws IOException {
        newest(text.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, byte[] bytes) throws IOException {
        Sample.write(folder.resolve(name), bytes);
    }

    void file(String name, String text) throws IOException {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lays down whole artifacts with their checksums: generation 0 is the newest. */
    void generations(int... generations) throws IOException {
        for (int generation : generations) {
            sample.copy(generation, folder);
        }
    }

    /** Lays down the code base that goes with a database, in the place of the whole one; the entry must name it. */
    void code(byte[] archive) throws IOException {
        Files.createDirectories(codeFolder());
        Sample.write(codeFolder().resolve(Sample.CODE.name(0)), archive);
    }

    boolean hasCode() {
        return Files.isDirectory(codeFolder());
    }

    Path codeFolder() {
        return folder.resolve("code");
    }
}
