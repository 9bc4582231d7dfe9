package io.restoreverifier.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A shell script of ours, which any POSIX shell runs. */
record Script(String name, String text) {

    static Script of(String name) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            return new Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a script of ours cannot be read: " + name, e);
        }
    }

    /** The command that runs it; no file of it lies where somebody could change it. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, name));
        command.addAll(arguments);
        return command;
    }
}
