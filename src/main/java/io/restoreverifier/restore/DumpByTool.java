package io.restoreverifier.restore;

import io.restoreverifier.sandbox.LineConsumer;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What the sandbox's own pg_restore says of a dump. It wants no server, so that it is asked while one is being made.
 *
 * @param artifact where it lies, as commands see it
 * @param major of pg_restore; empty when there is none, and then nothing else was asked
 * @param createDatabase the statement that made production's database; empty when the dump has none
 * @param list its table of contents, as {@code --list} prints it, of which a mebibyte is kept
 */
record DumpByTool(String artifact, OptionalInt major, String createDatabase, String list) {
    private static final int MOST = 1 << 20;

    /** Asks for everything in one command: each that is begun in a container costs a fifth of a second. */
    static DumpByTool ask(PostgresqlServer server, String artifact) {
        String next = "next " + UUID.randomUUID();
        String script = "pg_restore --version || exit; echo \"$1\";"
                + " pg_restore --create --schema-only --file=- \"$2\"; echo \"$1\"; pg_restore --list \"$2\"";
        Answers answers = new Answers(next);
        server.sandbox()
                .run(
                        server.tool("/bin/sh", List.of("-c", script, "sh", next, artifact), ClientPrograms.SHORT),
                        answers);
        return new DumpByTool(
                artifact, ClientPrograms.majorIn(answers.version), answers.createDatabase, answers.list.toString());
    }

    /** Each line to the answer that it belongs to. */
    private static final class Answers implements LineConsumer {
        private final String next;
        private final StringBuilder list = new StringBuilder();
        private String version = "";
        private String createDatabase = "";
        private int answer;

        Answers(String next) {
            this.next = next;
        }

        @Override
        public void line(Stream stream, String text) {
            if (stream != Stream.OUT) {
                return;
            }
            if (text.equals(next)) {
                answer++;
            } else if (answer == 0) {
                version = version.isEmpty() ? text : version;
            } else if (answer == 1 && createDatabase.isEmpty() && text.startsWith("CREATE DATABASE ")) {
                createDatabase = text;
            } else if (answer == 2 && list.length() < MOST) {
                list.append(text).append('\n');
            }
        }
    }
}
