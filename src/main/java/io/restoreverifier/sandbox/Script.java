package io.restoreverifier.sandbox;

import java.util.ArrayList;
import java.util.List;

/** A shell script of ours, which any POSIX shell runs. */
record Script(String name, String text) {

    static Script of(String name) {
        return new Script(name, OwnText.of(Script.class, name));
    }

    /** The command that runs it; no file of it lies where somebody could change it. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, name));
        command.addAll(arguments);
        return command;
    }
}
