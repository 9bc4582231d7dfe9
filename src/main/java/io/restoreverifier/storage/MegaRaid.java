package io.restoreverifier.storage;

import static io.restoreverifier.storage.StateTable.DISK;
import static io.restoreverifier.storage.StateTable.sound;
import static io.restoreverifier.storage.StateTable.state;

import java.util.List;
import java.util.Map;

/** What LSI, now Broadcom, publishes of MegaRAID: LSI-MegaRAID-SAS-MIB. */
final class MegaRaid {
    static final String ROOT = "1.3.6.1.4.1.3582.4.1.4";
    private static final String DRIVES = ROOT + ".2.1.2.1";

    static final List<StateTable> TABLES = List.of(
            new StateTable(
                    DISK,
                    DRIVES + ".10",
                    DRIVES + ".25",
                    Map.ofEntries(
                            Map.entry(0, sound("unconfigured, good")),
                            Map.entry(1, state("unconfigured, bad", Meaning.DISK_FAILED)),
                            Map.entry(2, sound("hot spare")),
                            Map.entry(16, state("offline", Meaning.DISK_FAILED)),
                            Map.entry(17, state("failed", Meaning.DISK_FAILED)),
                            Map.entry(20, state("rebuilding", Meaning.REBUILDING)),
                            Map.entry(24, sound("online")),
                            Map.entry(32, state("copied back", Meaning.REBUILDING)),
                            Map.entry(64, sound("system")),
                            Map.entry(128, state("unconfigured, shielded", Meaning.DISK_FAILING)),
                            Map.entry(130, state("hot spare, shielded", Meaning.DISK_FAILING)),
                            Map.entry(144, state("configured, shielded", Meaning.DISK_FAILING)))),
            new StateTable(
                    "array",
                    ROOT + ".3.1.2.1.5",
                    "",
                    Map.of(
                            0, state("offline", Meaning.DEGRADED),
                            1, state("partially degraded", Meaning.DEGRADED),
                            2, state("degraded", Meaning.DEGRADED),
                            3, sound("optimal"))));

    private MegaRaid() {}
}
