package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.restore.Restoration;
import io.restoreverifier.restore.RestoreRequest;
import io.restoreverifier.restore.Restorer;
import io.restoreverifier.sandbox.Need;
import java.util.ArrayList;
import java.util.List;

/** A restorer whose roles come from the command line: there is no entry to write them into. */
record WithRolesGiven(Restorer restorer, List<String> given) implements Restorer {

    WithRolesGiven {
        given = List.copyOf(given);
    }

    @Override
    public String kind() {
        return restorer.kind();
    }

    @Override
    public String checks() {
        return restorer.checks();
    }

    @Override
    public boolean opensSandbox() {
        return restorer.opensSandbox();
    }

    @Override
    public List<String> companions() {
        return restorer.companions();
    }

    @Override
    public boolean companionsGoOn() {
        return restorer.companionsGoOn();
    }

    @Override
    public boolean companionsAreAll() {
        return restorer.companionsAreAll();
    }

    @Override
    public void prepare(RestoreRequest request) {
        restorer.prepare(request);
    }

    @Override
    public Need need(RestoreRequest request) {
        return restorer.need(request);
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Restoration restoration = restorer.restore(request);
        return new Restoration(
                restoration.restored(),
                restoration.findings().stream().map(this::reworded).toList(),
                restoration.attachments());
    }

    /** It stays an error: without its roles this dump does not come back as it was. */
    Finding reworded(Finding finding) {
        if (finding.code() != FindingCode.ROLE_MISSING) {
            return finding;
        }
        List<String> all = new ArrayList<>(given);
        all.add(finding.subject().replace(", ", ","));
        String list = String.join(",", all);
        String typed = list.matches("[A-Za-z0-9_,.-]+") ? list : "'" + list.replace("'", "'\\''") + "'";
        return Finding.error(
                finding.code(),
                finding.stage(),
                finding.subject(),
                finding.message(),
                "pg_dump carries no roles; create them first, and here add  -Drestore.roles=" + typed
                        + "  (with the jar: --roles " + typed + ")");
    }
}
