package io.restoreverifier.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;

/** Writes a made-up code base. Half of each block is text, half does not compress at all, and no two blocks are the same. */
record CodeTree(Path folder, int fileBytes, int files) {
    private static final int BLOCK = 20_000;
    private static final int FILES_OF_A_FOLDER = 200;

    void write() throws IOException {
        Random random = new Random(1);
        for (int number = 0; number < files; number++) {
            Path module = Files.createDirectories(folder.resolve("module-%04d".formatted(number / FILES_OF_A_FOLDER)));
            try (OutputStream file = new BufferedOutputStream(
                    Files.newOutputStream(module.resolve("file-%06d.bin".formatted(number))))) {
                for (int written = 0; written < fileBytes; written += BLOCK) {
                    file.write(block(random), 0, Math.min(BLOCK, fileBytes - written));
                }
            }
        }
    }

    private static byte[] block(Random random) {
        byte[] block = new byte[BLOCK];
        random.nextBytes(block);
        byte[] seed = new byte[BLOCK / 16];
        random.nextBytes(seed);
        byte[] words = HexFormat.of().formatHex(seed).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BLOCK / 2; i++) {
            block[i] = words[i % words.length];
        }
        return block;
    }
}
