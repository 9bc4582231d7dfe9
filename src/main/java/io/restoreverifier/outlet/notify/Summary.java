package io.restoreverifier.outlet.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restoreverifier.model.Digest;
import io.restoreverifier.model.EntryFindings;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Verdict;

/** A run in short for programs: {@code docs/notifications.md} says what each field means, and fields are only added. */
final class Summary {
    private Summary() {}

    static ObjectNode of(RunResult run) {
        Digest digest = Digest.about(run);
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        summary.putObject("run")
                .put("id", run.id())
                .put("started", run.started().toString())
                .put("finished", run.finished().toString())
                .put("asOf", run.asOf().toString())
                .put("shard", run.shard())
                .put("version", run.version());
        summary.put("verdict", run.verdict().name()).put("subject", digest.subject());
        summary.putObject("totals")
                .put("PASSED", run.count(Verdict.PASSED))
                .put("FAILED", run.count(Verdict.FAILED))
                .put("COULD_NOT_VERIFY", digest.unverified())
                .put("MISSING", digest.missing())
                .put("NOT_DUE", run.notDue().size());
        ArrayNode backups = summary.putArray("backups");
        run.outcomes().forEach(outcome -> backup(outcome, backups.addObject()));
        ArrayNode notDue = summary.putArray("notDue");
        run.notDue().stream().map(NotDue::entry).forEach(notDue::add);
        return summary;
    }

    private static void backup(Outcome outcome, ObjectNode backup) {
        backup.put("backup", outcome.entry())
                .put("verdict", outcome.verdict().name())
                .put("owner", outcome.labels().owner())
                .put("artifact", outcome.artifact().map(a -> a.name()).orElse(null));
        ArrayNode errors = backup.putArray("errors");
        for (Finding error : EntryFindings.of(outcome).errors()) {
            errors.addObject()
                    .put("code", error.code().name())
                    .put("message", error.message())
                    .put("hint", error.hint());
        }
    }
}
