package io.restoreverifier.folder;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that holds a folder of its own, or looks for those of the dead. Closing it kills it. */
record ElsewhereProcess(Process process, Path folder) implements AutoCloseable {

    static ElsewhereProcess holding(Path temporary) throws IOException {
        Process process = start("hold", temporary);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        return new ElsewhereProcess(process, Path.of(said.readLine()));
    }

    static List<String> seesDead(Path temporary) throws IOException {
        Process process = start("look", temporary);
        List<String> lines = new ArrayList<>(
                process.inputReader(StandardCharsets.UTF_8).lines().toList());
        if (!lines.remove("end")) {
            throw new IllegalStateException("it did not look to the end");
        }
        return lines;
    }

    private static Process start(String what, Path temporary) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ElsewhereProcess.class.getName(),
                        what,
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What runs in it. */
    public static void main(String[] arguments) throws Exception {
        Path temporary = Path.of(arguments[1]);
        if (arguments[0].equals("hold")) {
            System.out.println(OwnFolder.create(temporary).path());
            Thread.sleep(600_000);
        }
        OwnFolder.ofTheDead(temporary).forEach(System.out::println);
        System.out.println("end");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
