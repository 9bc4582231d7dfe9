package io.restoreverifier.restore;

import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import java.util.List;

/** Loads dumps of globals into a server: by psql where the sandbox carries it, else by statements over JDBC. */
final class Globals {
    private final PostgresqlServer server;
    private final RestoreRequest request;
    private final ClientPrograms programs;

    Globals(PostgresqlServer server, RestoreRequest request, ClientPrograms programs) {
        this.server = server;
        this.request = request;
        this.programs = programs;
    }

    /** Roles first and foremost, as production has them; what they bring besides is not needed to restore. */
    List<Finding> load(String database, List<String> notes) {
        GlobalsOutput output = new GlobalsOutput();
        boolean psql = !request.companions().isEmpty() && programs.major("psql").isPresent();
        for (FetchedArtifact globals : request.companions()) {
            if (psql) {
                output.ended(globals, byPsql(globals, database, output));
            } else {
                new GlobalsScript(server, database, output).run(globals);
                output.ended(globals, 0);
            }
            notes.add("globals: " + globals.artifact().name()
                    + (psql ? "" : ", loaded by Restore Verifier itself: no psql is installed"));
        }
        return output.findings();
    }

    private int byPsql(FetchedArtifact globals, String database, GlobalsOutput output) {
        String file = server.sandbox().inside(globals.file());
        return server.sandbox()
                .run(
                        server.tool(
                                "psql",
                                List.of("--no-psqlrc", "--quiet", "--dbname=" + database, "--file=" + file),
                                ClientPrograms.SHORT),
                        output);
    }
}
