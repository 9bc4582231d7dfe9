package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.restore.DiskTools.Said;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code qemu-img check} said (qemu-img(1)): 0 sound, 1 not completed, 2 damaged, 3 leaking.
 *
 * @param trouble empty when nothing is lost
 * @param leaks clusters that nothing refers to: room is lost, and no data
 */
record Qcow2Check(Optional<Finding> trouble, Optional<Finding> leaks) {
    private static final Pattern CANNOT = Pattern.compile("qemu-img: (?:Could not open '[^']*': )?(.{1,200}).*");

    static Qcow2Check of(Said said) {
        String all = said.all();
        long corruptions = count(all, "corruptions");
        long errors = count(all, "check-errors");
        long leaks = count(all, "leaks");
        Optional<Finding> leaking = leaks == 0
                ? Optional.empty()
                : Optional.of(DiskRestore.warning(
                        FindingCode.ARTIFACT_CORRUPT,
                        "qemu-img check: " + Quantity.of(leaks, "cluster is", "clusters are")
                                + " kept that nothing refers to (a leak); no data are lost",
                        "was it copied while the machine ran? on a copy, `qemu-img check -r leaks` frees them"));
        if (said.status() == 0 || said.status() == 3 && corruptions == 0 && errors == 0) {
            return new Qcow2Check(Optional.empty(), leaking);
        }
        if (all.contains("Permission denied") || all.contains("No such file")) {
            throw new CannotTell(FindingCode.TOOL_FAILED, "qemu-img cannot open our own copy", "");
        }
        String found = corruptions + errors > 0
                ? Quantity.of(corruptions, "error", "errors") + " in its tables and counts of clusters"
                        + (errors > 0 ? ", " + errors + " that could not be looked at" : "")
                : said.err().stream()
                        .map(CANNOT::matcher)
                        .filter(Matcher::matches)
                        .map(cannot -> cannot.group(1))
                        .findFirst()
                        .orElse("it ended with status " + said.status());
        return new Qcow2Check(
                Optional.of(DiskTable.error(
                        FindingCode.ARTIFACT_CORRUPT,
                        "qemu-img check: " + found,
                        "was it copied while the machine ran? let QEMU copy it (`virsh backup-begin`), or"
                                + " freeze it first")),
                leaking);
    }

    private static long count(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": (\\d{1,18})").matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
