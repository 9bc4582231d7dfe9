package io.restoreverifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that are packed with the program: scripts that others run. */
public final class OwnText {
    private OwnText() {}

    /**
     * Reads one, in UTF-8.
     *
     * @param beside the class in whose package it lies
     * @throws NullPointerException when it was not packed, which a build of ours never leaves out
     */
    public static String of(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a text of ours cannot be read: " + name, e);
        }
    }
}
