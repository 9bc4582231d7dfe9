package io.restoreverifier.report;

import io.restoreverifier.model.RunResult;
import java.nio.file.Path;

/** The report that one machine wrote. */
record ShardReport(Path folder, Shard shard, RunResult run) {

    /** @throws ReportException when there is none, or none that can be used; its message names the file */
    static ShardReport read(Path folder) {
        Path file = new ReportFolder(folder).reportJson();
        try {
            RunResult run = ReportReader.read(file);
            Shard shard = Shard.parse(run.shard())
                    .orElseThrow(() -> new ReportException("`" + run.shard() + "` is not a shard"));
            return new ShardReport(folder, shard, run);
        } catch (ReportException e) {
            throw new ReportException("the report " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    String build() {
        return run.environment().getOrDefault("build", "");
    }
}
